using MagicOnion;
using MagicOnion.Server;

public class MyFirstService : ServiceBase<IMyFirstService>, IMyFirstService
{
    public async UnaryResult<int> SumAsync(int x, int y)
    {
        // One question in two hundred goes astray: a lock that is held, a disk that hangs. The answer would come in a minute.
        if (x % 200 == 0) await Task.Delay(TimeSpan.FromMinutes(1));
        return x + y;
    }
}
