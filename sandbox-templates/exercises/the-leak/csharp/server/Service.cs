using MagicOnion;
using MagicOnion.Server;

public class Arithmetic : ServiceBase<IArithmetic>, IArithmetic
{
    public async UnaryResult<int> SumAsync(int x, int y) => x + y;
    public async UnaryResult<int> DifferenceAsync(int x, int y) => x - y;
    public async UnaryResult<int> ProductAsync(int x, int y) => x * y;
}
