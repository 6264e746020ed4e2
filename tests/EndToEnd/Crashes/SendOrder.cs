using Platform.Tests.Harness;

namespace Platform.Tests.Crashes;

/// <summary>Compares what one contact was to be sent with what the gateway saw.</summary>
internal static class SendOrder
{
    /// <summary>
    /// Whether the gateway saw every message, in order: each once, and a message marked as uncertain at most as often as it was claimed.
    /// </summary>
    internal static bool Fits(IReadOnlyList<StoredSend> sends, IReadOnlyList<string> seen)
    {
        // All numbers of gateway events that the messages so far may explain.
        HashSet<int> explained = [0];
        foreach (var send in sends)
        {
            HashSet<int> further = [];
            foreach (var from in explained)
            {
                var most = send.Uncertain ? send.Attempts : 1;
                for (var times = 1; times <= most && from + times <= seen.Count && seen[from + times - 1] == send.Text; times++)
                {
                    further.Add(from + times);
                }
            }
            explained = further;
        }
        return explained.Contains(seen.Count);
    }
}
