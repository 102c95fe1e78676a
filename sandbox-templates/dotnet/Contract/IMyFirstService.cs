using MagicOnion;

namespace LeakLab.Contract;

#region service
public interface IMyFirstService
    : IService<IMyFirstService>
{
    UnaryResult<int> SumAsync(
        int x, int y);
}
#endregion
