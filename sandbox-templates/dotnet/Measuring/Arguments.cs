using System.Globalization;

namespace LeakLab.Measuring;

/// <summary>What the command line asks for.</summary>
/// <param name="Calls">Null where it leaves that to the verb.</param>
/// <param name="Address">A server that runs already.</param>
/// <param name="Output">Where the recording goes.</param>
/// <param name="Hold">Keeps the process, and what it holds, until Enter or the end of input.</param>
sealed record Arguments(string Verb, int? Calls, Uri? Address, string? Output, bool Hold)
{
    /// <exception cref="FormatException">There is no such option, or its value is no good.</exception>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        var result = new Arguments(words.Count > 0 ? words[0] : "", null, null, null, false);
        for (var i = 1; i < words.Count; i++)
        {
            var option = words[i];
            string Value() => ++i < words.Count ? words[i] : throw new FormatException($"{option} needs a value.");
            result = option switch
            {
                "--calls" => result with { Calls = Positive(option, Value()) },
                "--address" => result with { Address = new Uri(Value()) },
                "--output" => result with { Output = Value() },
                "--hold" => result with { Hold = true },
                _ => throw new FormatException($"There is no option {option}."),
            };
        }
        return result;
    }

    static int Positive(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new FormatException($"{option} takes a whole number above 0, not \"{text}\".");
}
