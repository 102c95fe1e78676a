using MagicOnion;

public interface IArithmetic : IService<IArithmetic>
{
    UnaryResult<int> SumAsync(int x, int y);
    UnaryResult<int> DifferenceAsync(int x, int y);
    UnaryResult<int> ProductAsync(int x, int y);
}
