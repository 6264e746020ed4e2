namespace Orleans.Runtime { internal static class Anchor; }
namespace Orleans.Hosting { internal static class Anchor; }
