Console.WriteLine(System.Numerics.BigInteger.Pow(2, 100));
Console.WriteLine(0.1 + 0.2 == 0.3);
Console.WriteLine(0.1m + 0.2m == 0.3m);
unchecked { Console.WriteLine(int.MaxValue + 1); }
Console.WriteLine(Math.Round(2.5) + Math.Clamp(9, 0, 5));
Console.WriteLine(Convert.ToString(10, 2));

/*
Prints:
1267650600228229401496703205376
False
True
-2147483648
7
1010
*/
