using Platform.Benchmarks;
using Platform.Benchmarks.Load;

// The same program is the load generator when it is started by itself with this word.
if (args is [LoadGenerator.Word]) { return await LoadWorker.Run(Console.OpenStandardInput(), Console.OpenStandardOutput()); }

return await Suite.Run(args);
