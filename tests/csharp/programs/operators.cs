var a = new Money(3, "EUR");
Console.WriteLine(a + new Money(4, "EUR"));
Console.WriteLine((decimal)a);

readonly record struct Money(decimal Amount, string Currency)
{
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + right.Amount };
    public static explicit operator decimal(Money money) => money.Amount;
    public override string ToString() => $"{Amount} {Currency}";
}

/*
Prints:
7 EUR
3
*/
