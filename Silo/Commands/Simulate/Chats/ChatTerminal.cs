namespace Platform.Commands.Simulate.Chats;

/// <summary>
/// Plays a customer in the terminal. Lines typed are sent at once; lines of a script are sent one by one, each when the chat has gone quiet
/// after the one before, and the end of the script ends the chat.
/// </summary>
internal sealed class ChatTerminal(GatewayClient gateway, ChatScreen screen, TextReader input, ChatManner manner, TimeProvider clock)
{
    internal const string Help =
        "Write as the customer. /image, /audio and /location send those; /person TEXT answers from the company's telephone; /quit ends.";

    private readonly QuietWatch _quiet = new(clock);

    /// <summary>0 when the chat went through, 1 when the gateway was lost.</summary>
    internal async Task<int> Run(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            screen.Say(Help);
            var showing = ShowEvents(await gateway.LastSequence(cancellationToken), ended.Token);
            await SendLines(cancellationToken);
            await ended.CancelAsync();
            await showing;
            return 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            screen.Say($"The gateway is gone: {failure.Message}");
            return 1;
        }
    }

    private async Task SendLines(CancellationToken cancellationToken)
    {
        while (await input.ReadLineAsync(cancellationToken) is { } line && line.Trim() is not "/quit")
        {
            if (line.Trim().Length == 0)
            {
                continue;
            }
            _quiet.Expect();
            await Send(line.Trim(), cancellationToken);
            if (manner.IsScript)
            {
                await _quiet.Wait(manner.QuietFor, manner.PatienceMax, cancellationToken);
            }
        }
    }

    private Task Send(string line, CancellationToken cancellationToken) => line.Split(' ', 2) switch
    {
        ["/person", var text] => gateway.WriteAsPerson(text, cancellationToken),
        ["/image", .. var caption] =>
            Media(new { imageMessage = new { caption = string.Concat(caption), mimetype = "image/jpeg" } }, cancellationToken),
        ["/audio", ..] => Media(new { audioMessage = new { ptt = true, mimetype = "audio/ogg; codecs=opus" } }, cancellationToken),
        ["/location", ..] => Media(
            new { locationMessage = new { degreesLatitude = -23.561414, degreesLongitude = -46.655881, name = "Avenida Paulista" } },
            cancellationToken),
        _ => gateway.Write(line, manner.Name, cancellationToken),
    };

    private Task Media(object message, CancellationToken cancellationToken) =>
        gateway.WriteMessage(message, manner.Name, cancellationToken);

    private async Task ShowEvents(long after, CancellationToken ended)
    {
        try
        {
            await foreach (var happened in gateway.Watch(after, ended))
            {
                // What a person types stands on the screen already.
                if (manner.IsScript || happened.Author != Author.Customer)
                {
                    screen.Show(happened);
                }
                _quiet.Saw(isAnswer: happened.Author == Author.Company);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The chat has ended.
        }
    }
}

/// <summary>How the chat is played.</summary>
/// <param name="Name">The name that the customer shows.</param>
/// <param name="IsScript">Lines come from a file or another program.</param>
/// <param name="QuietFor">For how long nothing happens after an answer until the next line of a script is sent.</param>
/// <param name="PatienceMax">How long a script waits for an answer: there is none while a person has the conversation.</param>
internal sealed record ChatManner(string? Name, bool IsScript, TimeSpan QuietFor, TimeSpan PatienceMax);
