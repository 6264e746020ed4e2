using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Commands.Tenant;
using Platform.Secrets;

namespace Platform.Commands.Contact;

/// <summary>The commands about one person, through the API of a running installation.</summary>
internal static class PersonCommands
{
    private static readonly Option<string> Tenant = new("--tenant") { Description = "The company's slug or id.", Required = true };

    private static readonly Option<string> Number = new("--number")
    {
        Description = "The person's number in any usual form, or another identity such as lid-….", Required = true,
    };

    private static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why you enter the company, 5 to 150 characters; its people find it in their audit.", Required = true,
    };

    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Where the files go; made where missing.", Required = true };

    private static readonly Option<FileInfo?> Receipt = new("--receipt") { Description = "Where the receipt goes. Default: erasure-….json here." };

    private static readonly Argument<FileInfo> ReceiptFile = new("file") { Description = "The receipt that an erasure gave." };

    internal static Command Export() => OperatorAccess.As(
        "export", "Save everything about a person: JSON for programs, index.html for the person.", [Tenant, Number, Out, Reason],
        async (parse, client, cancellationToken) =>
        {
            var zip = await Ask("export", parse, client, cancellationToken);
            var folder = parse.GetValue(Out)!;
            try
            {
                using var archive = new ZipArchive(new MemoryStream(zip));
                foreach (var entry in archive.Entries) { Write(folder, entry); }
                TenantScreen.Console.Profile.Out.Writer.WriteLine($"{archive.Entries.Count} files in {folder.FullName}");
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                throw new OperatorException($"The files cannot be written: {failure.Message}");
            }
        });

    internal static Command Erase() => OperatorAccess.As(
        "erase", "Erase a person for good and save the signed receipt, which names nobody.", [Tenant, Number, Reason, Receipt],
        async (parse, client, cancellationToken) =>
        {
            var receipt = JsonNode.Parse(await Ask("erase", parse, client, cancellationToken))!;
            var name = $"erasure-{receipt["personHash"]!.GetValue<string>()[..16]}.json";
            var file = parse.GetValue(Receipt) ?? new FileInfo(name);
            TenantScreen.Console.Profile.Out.Writer.WriteLine(receipt.ToJsonString());
            try
            {
                await File.WriteAllTextAsync(file.FullName, receipt.ToJsonString(), cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new OperatorException($"The person is erased, and the receipt above cannot be written: {failure.Message}");
            }
        });

    internal static Command VerifyReceipt() => OperatorAccess.As(
        "verify-receipt", "Say whether a receipt is this installation's, as it is.", [ReceiptFile],
        async (parse, client, cancellationToken) =>
        {
            var receipt = await Read(parse.GetValue(ReceiptFile)!, cancellationToken);
            var path = $"api/admin/tenants/{receipt["tenant"]}/erasure-receipts/verify";
            var verdict = await client.Call(HttpMethod.Post, path, receipt, cancellationToken);
            if (verdict["genuine"]?.GetValue<bool>() != true) { throw new OperatorException("The receipt is not this installation's, or was altered."); }
            TenantScreen.Console.Profile.Out.Writer.WriteLine("The receipt is genuine.");
        });

    // Everything about a person is for whoever asked for it, and nobody else on this machine.
    private static void Write(DirectoryInfo folder, ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using (var packed = entry.Open()) { packed.CopyTo(content); }
        PrivateFile.Write(Path.Combine(folder.FullName, Path.GetFileName(entry.FullName)), content.ToArray());
    }

    private static async Task<byte[]> Ask(string act, ParseResult parse, OperatorClient client, CancellationToken cancellationToken)
    {
        var id = await client.Find(parse.GetValue(Tenant)!, cancellationToken);
        using var inside = await client.Enter(id, parse.GetValue(Reason)!, cancellationToken);
        return await inside.Post($"api/contacts/{OperatorClient.PathPart(parse.GetValue(Number)!)}/{act}", cancellationToken);
    }

    private static async Task<JsonObject> Read(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken)) as JsonObject
                ?? throw new OperatorException($"{file.Name} is not a receipt.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new OperatorException($"{file.Name} cannot be read: {failure.Message}");
        }
    }
}
