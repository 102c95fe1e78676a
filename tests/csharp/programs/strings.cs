var name = "Ada";
Console.WriteLine($"{name,6}|{name,-6}|{1234.5:N1}|{0.25:P0}|{255:X4}");
Console.WriteLine("""
    raw
      text
    """);
Console.WriteLine(string.Create(3, 'x', (span, letter) => span.Fill(letter)));
Console.WriteLine("a-b-c"[2..].Replace("-", "+"));
var builder = new System.Text.StringBuilder();
for (var i = 0; i < 3; i++) builder.Append(i).Append(';');
Console.WriteLine(builder);

/*
Prints:
   Ada|Ada   |1,234.5|25 %|00FF
raw
  text
xxx
b+c
0;1;2;
*/
