namespace Platform.Storage;

/// <summary>An applied step, as the database remembers it.</summary>
internal sealed record AppliedMigration(int Number, string Name, string Checksum);

/// <summary>Decides which steps a database still needs.</summary>
internal static class MigrationPlan
{
    /// <summary>The steps to apply, in order.</summary>
    /// <exception cref="StorageSetupException">The database is newer than this code or was made by other files.</exception>
    public static IReadOnlyList<Migration> Pending(IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        foreach (var (step, index) in applied.Select((step, index) => (step, index)))
        {
            if (step.Number > known.Count)
            {
                throw new StorageSetupException(
                    $"The database has step {step.Number} ({step.Name}); this program knows {known.Count}. Run a newer program on it.");
            }
            if (step.Number != index + 1)
            {
                throw new StorageSetupException($"The database's list of steps has a gap before {step.Name}. Restore it from a backup.");
            }
            if (step.Checksum != known[index].Checksum)
            {
                throw new StorageSetupException(
                    $"The database was made by another {step.Name} than this program's. " +
                    "Run the program that made it, or restore a backup.");
            }
        }
        return [.. known.Skip(applied.Count)];
    }
}
