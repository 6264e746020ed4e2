namespace Platform.Tests.Conformance;

[Alias("test.guidcompound")]
public interface IGuidCompoundGrain : IGrainWithGuidCompoundKey
{
    [Alias("id")]
    Task<string> Id();
}

[GrainType("test.guidcompound")]
public sealed class GuidCompoundGrain : Grain, IGuidCompoundGrain
{
    public Task<string> Id() => Task.FromResult($"{this.GetGrainId()} {this.GetPrimaryKey(out var extension):N} {extension}");
}

[Alias("test.integercompound")]
public interface IIntegerCompoundGrain : IGrainWithIntegerCompoundKey
{
    [Alias("id")]
    Task<string> Id();
}

public sealed class IntegerCompoundGrain : Grain, IIntegerCompoundGrain
{
    public Task<string> Id() => Task.FromResult($"{this.GetGrainId()} {this.GetPrimaryKeyLong(out var extension)} {extension}");
}

[Alias("test.guid")]
public interface IGuidGrain : IGrainWithGuidKey
{
    [Alias("identity")]
    Task<string> Identity();
}

[GrainType("test.guid")]
public sealed class GuidGrain : Grain, IGuidGrain
{
    public Task<string> Identity() =>
        Task.FromResult($"{IdentityString} {GrainReference.GrainId} {GrainContext.GrainId} {GrainContext.GrainInstance == this}");
}

[Alias("test.orphan")]
public interface IOrphanGrain : IGrainWithGuidKey;

public sealed class IdentityTests(EngineFixture engine)
{
    private static readonly Guid Key = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");
    private readonly IGrainFactory _grains = engine.Grains;

    [Fact]
    public async Task A_guid_key_with_an_extension_is_digits_plus_and_the_extension() => Assert.Equal(
        "test.guidcompound/0123456789abcdef0123456789abcdef+a+b/c 0123456789abcdef0123456789abcdef a+b/c",
        await _grains.GetGrain<IGuidCompoundGrain>(Key, "a+b/c").Id());

    [Fact]
    public async Task A_grain_type_follows_from_the_class_name_when_none_is_given() => Assert.Equal(
        "integercompound/FF+x 255 x", await _grains.GetGrain<IIntegerCompoundGrain>(255, "x").Id());

    [Fact]
    public async Task A_negative_integer_key_is_its_twos_complement() => Assert.Equal(
        "integercompound/FFFFFFFFFFFFFFFF+x -1 x", await _grains.GetGrain<IIntegerCompoundGrain>(-1, "x").Id());

    [Fact]
    public async Task A_grain_knows_its_identity() => Assert.Equal(
        $"test.guid/{Key:N} test.guid/{Key:N} test.guid/{Key:N} True", await _grains.GetGrain<IGuidGrain>(Key).Identity());

    [Fact]
    public void References_are_equal_when_their_grains_are()
    {
        var one = _grains.GetGrain<IGuidGrain>(Key);
        var same = _grains.GetGrain<IGuidGrain>(Key);
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, _grains.GetGrain<IGuidGrain>(Guid.Empty));
        Assert.IsAssignableFrom<GrainReference>(one);
        Assert.Equal(one.GetGrainId().GetUniformHashCode(), ((GrainReference)one).GetUniformHashCode());
    }

    [Fact]
    public void A_reference_tells_its_key()
    {
        Assert.Equal(Key, _grains.GetGrain<IGuidGrain>(Key).GetPrimaryKey());
        Assert.Equal(Key, _grains.GetGrain<IGuidCompoundGrain>(Key, "x").GetPrimaryKey(out var extension));
        Assert.Equal("x", extension);
        Assert.Equal(7, _grains.GetGrain<ICallGrain>(7).GetPrimaryKeyLong());
        Assert.True(_grains.GetGrain<ICallGrain>(7).IsPrimaryKeyBasedOnLong());
        Assert.Equal("k", _grains.GetGrain<ILifeGrain>("k").GetPrimaryKeyString());
        Assert.Throws<InvalidOperationException>(() => _grains.GetGrain<ILifeGrain>("k").GetPrimaryKeyLong());
    }

    [Fact]
    public async Task A_reference_may_be_made_from_a_grain_id_and_cast()
    {
        var id = GrainId.Create("test.guid", Key.ToString("N"));
        Assert.Equal($"test.guid/{Key:N}", (await _grains.GetGrain<IGuidGrain>(id).Identity()).Split(' ')[0]);
        Assert.Equal(id, _grains.GetGrain(id).GetGrainId());
        Assert.Equal(id, _grains.GetGrain(typeof(IGuidGrain), Key).GetGrainId());
        Assert.Equal(_grains.GetGrain<IGuidGrain>(Key), _grains.GetGrain(id).AsReference<IGuidGrain>());
    }

    [Fact]
    public void An_interface_without_a_class_is_refused() => Assert.Throws<ArgumentException>(() => _grains.GetGrain<IOrphanGrain>(Key));

    [Fact]
    public void A_blank_key_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => _grains.GetGrain<ILifeGrain>(" "));
        Assert.ThrowsAny<ArgumentException>(() => _grains.GetGrain<IGuidCompoundGrain>(Key, " "));
    }

    [Theory]
    [InlineData("conversation/key", 698372418u)]
    [InlineData("a/", 2104191309u)]
    [InlineData("conversation/0123456789abcdef0123456789abcdef+5511987654321", 468031292u)]
    public void A_grain_id_is_parsed_at_its_first_slash_and_has_a_stable_hash(string text, uint hash)
    {
        var id = GrainId.Parse(text, null);
        Assert.Equal(text, id.ToString());
        Assert.Equal(text.Split('/')[0], id.Type.ToString());
        Assert.Equal(hash, id.GetUniformHashCode());
        Assert.Equal(id, System.Text.Json.JsonSerializer.Deserialize<GrainId>(System.Text.Json.JsonSerializer.Serialize(id)));
        Assert.False(GrainId.TryParse("no slash", out _));
    }

    [Fact]
    public void Keys_have_the_text_forms_that_storage_relies_on()
    {
        Assert.Equal("FF", GrainIdKeyExtensions.CreateIntegerKey(255).ToString());
        Assert.Equal("FFFFFFFFFFFFFFFF+e", GrainIdKeyExtensions.CreateIntegerKey(-1, "e").ToString());
        Assert.Equal("0", GrainIdKeyExtensions.CreateIntegerKey(0).ToString());
        Assert.Equal("0123456789abcdef0123456789abcdef+é", GrainIdKeyExtensions.CreateGuidKey(Key, "é").ToString());
        var id = GrainId.Create(GrainType.Create("t"), GrainIdKeyExtensions.CreateGuidKey(Key, "x"));
        Assert.True(id.TryGetGuidKey(out var key, out var extension));
        Assert.Equal((Key, "x"), (key, extension));
        Assert.False(id.TryGetIntegerKey(out _, out _) && id.Key.ToString()!.Length < 16);
        Assert.Throws<ArgumentException>(() => GrainId.Create("t", "not a key").GetGuidKey());
    }
}
