namespace Platform.Demo;

/// <summary>The demo companies (<c>Demo:*</c>). What is not set is made at the first start and kept in the data directory.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether the demo companies are there. Default: in the Development environment only.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Password of all demo sign-ins: <c>admin@&lt;slug&gt;.example</c> and <c>operator@platform.example</c>.</summary>
    public string? Password { get; set; }

    /// <summary>What the gateway shows with the webhooks of the demo instances.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>User name of the demo exchange.</summary>
    public string? PbxUser { get; set; }

    /// <summary>Password of the demo exchange.</summary>
    public string? PbxPassword { get; set; }
}
