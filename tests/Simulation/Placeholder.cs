namespace Platform.Tests;
public class Placeholder { [Fact] public void Builds() { } }
