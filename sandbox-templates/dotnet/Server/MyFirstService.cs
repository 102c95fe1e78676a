using LeakLab.Contract;
using MagicOnion;
using MagicOnion.Server;

namespace LeakLab.Server;

#region service
public class MyFirstService
    : ServiceBase<IMyFirstService>,
      IMyFirstService
{
    public async UnaryResult<int> SumAsync(
        int x, int y)
    {
        return x + y;
    }
}
#endregion
