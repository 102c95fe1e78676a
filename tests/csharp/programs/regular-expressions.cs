using System.Text.RegularExpressions;

foreach (Match match in Regex.Matches("2026-11-27, 2025-01-02", @"(?<year>\d{4})-(\d\d)"))
    Console.WriteLine($"{match.Groups["year"].Value} {match.Groups[1].Value}");

/*
Prints:
2026 11
2025 01
*/
