using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using Platform.Tenancy;
using SQLitePCL;

namespace Platform.Storage;

/// <summary>
/// A prepared statement, used again and again on one connection by one thread. It talks to SQLite directly: a command object with its
/// parameter list would cost more than the row it inserts.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int StackBytes = 1_024;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Gives the next parameter.</summary>
    public SqliteStatement Add(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    /// <inheritdoc cref="Add(long)" />
    public SqliteStatement Add(long? value) => value is { } known ? Add(known) : AddNull();

    /// <inheritdoc cref="Add(long)" />
    public SqliteStatement Add(DateTimeOffset value) => Add(value.Micros());

    /// <inheritdoc cref="Add(long)" />
    public SqliteStatement Add(DateTimeOffset? value) => Add(value?.Micros());

    /// <inheritdoc cref="Add(long)" />
    public SqliteStatement Add(TenantId value) => Add(value.Value);

    /// <inheritdoc cref="Add(long)" />
    public SqliteStatement Add(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Add(bytes);
    }

    /// <inheritdoc cref="Add(long)" />
    public SqliteStatement Add(ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, ++_bound, 0) : raw.sqlite3_bind_blob(_statement, ++_bound, value));
        return this;
    }

    /// <inheritdoc cref="Add(long)" />
    public SqliteStatement Add(string? value)
    {
        if (value is null) { return AddNull(); }
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_statement, ++_bound, ""));
            return this;
        }
        var clean = StoredText.Clean(value);
        var bytesMax = Encoding.UTF8.GetMaxByteCount(clean.Length);
        var rented = bytesMax > StackBytes ? ArrayPool<byte>.Shared.Rent(bytesMax) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        var length = Encoding.UTF8.GetBytes(clean, buffer);
        var code = raw.sqlite3_bind_text(_statement, ++_bound, buffer[..length]);
        if (rented is not null) { ArrayPool<byte>.Shared.Return(rented); }
        Check(code);
        return this;
    }

    /// <summary>Goes to the next row; <c>false</c> and ready for new parameters when there is none.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) { return true; }
        Finish(code);
        return false;
    }

    /// <summary>Runs to the end; returns the number of rows changed.</summary>
    public int Run()
    {
        while (Read()) { }
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Leaves the remaining rows and is ready for new parameters.</summary>
    public void Reset()
    {
        raw.sqlite3_reset(_statement);
        _bound = 0;
    }

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public Guid Guid(int column) => new(raw.sqlite3_column_blob(_statement, column), bigEndian: true);

    public TenantId Tenant(int column) => new(Guid(column));

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public DateTimeOffset Time(int column) => StoredTime.FromMicros(Integer(column));

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public void Dispose() => _statement.Dispose();

    private SqliteStatement AddNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    private void Finish(int code)
    {
        // The message belongs to the failed step; resetting first would keep the code but not always the text.
        try
        {
            if (code != raw.SQLITE_DONE) { SqliteException.ThrowExceptionForRC(code, _database); }
        }
        finally
        {
            Reset();
        }
    }

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK) { return; }
        try
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
        finally
        {
            if (_statement is not null) { Reset(); }
        }
    }
}
