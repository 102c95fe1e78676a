using MagicOnion;
using MagicOnion.Server;

public class MyFirstService : ServiceBase<IMyFirstService>, IMyFirstService
{
    public async UnaryResult<int> SumAsync(int x, int y)
    {
        // What a database would take. The server waits; it does not work.
        await Task.Delay(10);
        return x + y;
    }
}
