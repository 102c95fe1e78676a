var start = new DateTime(2026, 11, 27, 8, 0, 0, DateTimeKind.Utc);
Console.WriteLine(start.AddDays(40).ToString("yyyy-MM-dd"));
Console.WriteLine(new DateOnly(2028, 2, 28).AddDays(1));
Console.WriteLine(TimeSpan.FromMinutes(90));
Console.WriteLine(System.Diagnostics.Stopwatch.StartNew().ElapsedMilliseconds < 1000);

/*
Prints:
2027-01-06
02/29/2028
01:30:00
True
*/
