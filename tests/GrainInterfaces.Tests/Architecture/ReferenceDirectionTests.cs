using System.Xml.Linq;

namespace Platform.Tests.Architecture;

/// <summary>Dependencies point one way: WebFront → GrainInterfaces ← Grains ← Silo; WebFront names Silo only to co-host it.</summary>
public sealed class ReferenceDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["GrainHost"] = [],
        ["GrainInterfaces"] = [],
        ["Grains"] = ["GrainInterfaces"],
        ["Silo"] = ["Grains"],
        ["WebFront"] = ["GrainInterfaces", "Silo", "StandInEvolution"],
    };

    [Fact]
    public void Projects_reference_only_what_their_layer_allows()
    {
        foreach (var (project, allowed) in Allowed)
        {
            var file = XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj"));
            var named = file.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.Empty(named.Except(allowed).Select(stranger => $"{project} → {stranger}"));
        }
    }

    [Fact]
    public void Contracts_and_grains_name_no_adapter_database_or_web_type()
    {
        string[] banned = ["Npgsql", "Microsoft.Data.Sqlite", "Dapper", "Microsoft.AspNetCore", "System.Net.Http", "Platform.Storage"];
        AssertNoUsing(["GrainInterfaces", "Grains"], banned);
    }

    [Fact]
    public void The_front_touches_no_database_and_no_grain_class()
    {
        string[] banned = ["Npgsql", "Microsoft.Data.Sqlite", "Dapper", "Platform.Storage", "Platform.Turns.I", "Platform.Dialogue"];
        AssertNoUsing(["WebFront"], banned);
    }

    private static void AssertNoUsing(string[] folders, string[] banned)
    {
        var offences =
            from folder in folders
            from file in Repository.Sources(folder)
            from line in File.ReadLines(file).Select((text, index) => (text, number: index + 1))
            where line.text.StartsWith("using ", StringComparison.Ordinal)
            from name in banned
            where line.text.Contains(name, StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.number} {line.text}";
        Assert.Empty(offences);
    }
}
