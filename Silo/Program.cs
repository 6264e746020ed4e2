Console.WriteLine("Platform");
