namespace Platform.Demo;

/// <summary>What a newcomer is told at the first look.</summary>
internal static class DemoWelcome
{
    /// <summary>Prints the companies, what to try, and the credentials.</summary>
    public static void Print(TextWriter console, string front, DemoCredentials credentials, Uri? gateway)
    {
        console.WriteLine($"""

            The platform listens on {front}. Three companies are there to be tried:

              {Row("company", "slug", "WhatsApp", "telephone", "administrator")}
            {string.Join('\n', DemoCompany.All.Select(company => "  " + Row(
                company.Profile.Name, company.Profile.Slug, company.Instance, "+" + company.Did, company.AdminEmail)))}

            In another terminal, in this directory:

              dotnet run --project Silo -- simulate chat --tenant drmarco
              dotnet run --project Silo -- simulate call --tenant drmarco
              dotnet run --project Silo -- tenant list
              {AsClinic} -c cookies -H 'Content-Type: application/json' -d '{SignIn(credentials)}' {front}/api/auth/sign-in
              {AsClinic} -b cookies {front}/api/conversations/5511987654321/messages

            People sign in at {AtClinic(front)}; the operator at {front}/, as {DemoCompany.Operator}.

              sign-ins                {credentials.Password}
              webhook secret          {credentials.WebhookSecret}
              telephone exchange      {credentials.PbxUser} / {credentials.PbxPassword}
              WhatsApp gateway        {gateway?.ToString() ?? "as configured"}

            """);
    }

    private const string AsClinic = "curl -H 'Host: drmarco.localhost'";

    // An address of digits has no names below it.
    private static string AtClinic(string front) =>
        $"{new Uri(front).Scheme}://{DemoCompany.All[0].Profile.Slug}.localhost:{new Uri(front).Port}/";

    private static string SignIn(DemoCredentials credentials) =>
        $$"""{"email":"admin@drmarco.example","password":"{{credentials.Password}}"}""";

    private static string Row(string company, string slug, string instance, string did, string admin) =>
        $"{company,-20} {slug,-16} {instance,-15} {did,-15} {admin}";
}
