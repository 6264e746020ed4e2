using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Platform.Commands.Simulate.Calls;

/// <summary>One call through a front, request by request as mod_httapi makes them. Not for use by several threads.</summary>
internal sealed class SimulatedCall(HttpClient http, SimulatedSwitch exchange, Guid id, TimeProvider clock)
{
    private readonly string _id = id.ToString();
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly Dictionary<string, string> _permanent = new(StringComparer.OrdinalIgnoreCase);
    private readonly PlayedFiles _files = new(http);
    private Uri _url = new(exchange.Front, "/freeswitch/httapi");
    private HttapiTag? _listening;
    private string _early = "";
    private int _bytes;

    /// <summary>The call's id.</summary>
    internal string Id => _id;

    /// <summary>Where the call stands.</summary>
    internal CallStanding Standing { get; private set; } = CallStanding.Ringing;

    /// <summary>What the tag that listens takes, for people to see.</summary>
    internal string Expects => _listening switch
    {
        null => "",
        { } tag when tag.Binds.Any(bind => bind.IsPattern) => "digits, then #",
        { } tag => string.Join(' ', tag.Binds.Select(bind => bind.Expression)),
    };

    /// <summary>The call comes in; what is heard first.</summary>
    internal async Task<ImmutableArray<string>> Begin(CancellationToken cancellationToken)
    {
        foreach (var (name, value) in exchange.CallerParameters(_id))
        {
            _permanent[name] = value;
        }
        return await Go(exchange.Variables(_id).Select(pair => KeyValuePair.Create($"variable_{pair.Key}", pair.Value)), cancellationToken);
    }

    /// <summary>Keys are typed; what is heard then.</summary>
    internal Task<ImmutableArray<string>> Press(string keys, CancellationToken cancellationToken)
    {
        var (digits, rest) = DigitMachine.Take(Listening, _early + keys);
        _early = rest;
        return Go(digits is null ? Input("invalid", "invalid") : Input(digits, "dtmf"), cancellationToken);
    }

    /// <summary>Words are spoken, and recognised without fault.</summary>
    internal Task<ImmutableArray<string>> Say(string words, CancellationToken cancellationToken) =>
        Go(Input(words, "detected_speech"), cancellationToken);

    /// <summary>Nothing is said or typed until the time is over.</summary>
    internal Task<ImmutableArray<string>> StaySilent(CancellationToken cancellationToken) =>
        Go(Input("invalid", "invalid"), cancellationToken);

    /// <summary>The caller hangs up.</summary>
    internal Task HangUp(CancellationToken cancellationToken) => End(CallStanding.HungUp, "NORMAL_CLEARING", cancellationToken);

    private HttapiTag Listening => _listening ?? throw new InvalidOperationException("The call does not listen now.");

    private IEnumerable<KeyValuePair<string, string>> Input(string value, string type) =>
        [new(Listening["name"]!, value), new("input_type", type)];

    private async Task<ImmutableArray<string>> Go(IEnumerable<KeyValuePair<string, string>> once, CancellationToken cancellationToken)
    {
        var document = await Request(once, cancellationToken);
        var heard = ImmutableArray.CreateBuilder<string>();
        foreach (var tag in document.Work)
        {
            await _files.Check(tag, cancellationToken);
            heard.AddRange(Hear(tag));
            Follow(tag["action"]);
        }

        var last = document.Work[^1];
        _listening = last.Listens ? last : null;
        Standing = CallStanding.Listening;
        if (last.Name == "hangup")
        {
            await End(CallStanding.HungUp, last["cause"] ?? "NORMAL_CLEARING", cancellationToken);
        }
        else if (last.Name == "dial")
        {
            heard.Add($"[transferred to {last.Body}]");
            await End(CallStanding.Transferred, "NORMAL_CLEARING", cancellationToken);
        }
        else if (_early.Length > 0 && last.Listens)
        {
            heard.AddRange(await Press("", cancellationToken));
        }
        return heard.DrainToImmutable();
    }

    private static IEnumerable<string> Hear(HttapiTag tag) => tag.Name switch
    {
        "speak" => [tag["text"] ?? tag.Body],
        "playback" => [tag["text"] ?? $"[{tag["file"]}]"],
        _ => [],
    };

    private void Follow(string? action)
    {
        if (action is not null)
        {
            _url = new Uri(action);
        }
    }

    private async Task<HttapiDocument> Request(IEnumerable<KeyValuePair<string, string>> once, CancellationToken cancellationToken)
    {
        using var answer = await http.SendAsync(Message(_url, once), cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var document = HttapiDocument.Read(answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), body, _bytes);
        _bytes += document.Bytes;
        foreach (var (name, value) in document.Parameters)
        {
            if (value.Length == 0)
            {
                _permanent.Remove(name);
            }
            else
            {
                _permanent[name] = value;
            }
        }
        return document;
    }

    private HttpRequestMessage Message(Uri url, IEnumerable<KeyValuePair<string, string>> once)
    {
        var form = SwitchForm(_permanent.Append(new("url", url.ToString())).Concat(once));
        return new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = form,
            Headers = { Authorization = exchange.Authorization, UserAgent = { new("mod_httapi", "1.0") } },
        };
    }

    private async Task End(CallStanding standing, string cause, CancellationToken cancellationToken)
    {
        Standing = standing;
        _listening = null;
        var variables = exchange.Variables(_id).Append(new("hangup_cause", cause));
        var exit = variables.Select(pair => KeyValuePair.Create($"variable_{pair.Key}", pair.Value)).Append(new("exiting", "true"));
        using var answer = await http.SendAsync(Message(_url, exit), cancellationToken);
        answer.EnsureSuccessStatusCode();

        var record = SimulatedCdr.Write(exchange, _id, _startedAt, clock.GetUtcNow(), cause);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(exchange.Front, $"/freeswitch/cdr?uuid={_id}"))
        {
            Content = new StringContent(record, Encoding.UTF8, "application/json"),
            Headers = { Authorization = exchange.Authorization, UserAgent = { new("freeswitch-json", "1.0") } },
        };
        using var stored = await http.SendAsync(message, cancellationToken);
        stored.EnsureSuccessStatusCode();
    }

    private static StringContent SwitchForm(IEnumerable<KeyValuePair<string, string>> parameters) =>
        new(SimulatedSwitch.Form(parameters), Encoding.ASCII, "application/x-www-form-urlencoded");

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"call {_id}: {Standing}, {_bytes} bytes of documents");
}

/// <summary>Where a call stands.</summary>
internal enum CallStanding
{
    Ringing,
    Listening,
    Transferred,
    HungUp,
}
