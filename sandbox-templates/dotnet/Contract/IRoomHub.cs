using MagicOnion;

namespace LeakLab.Contract;

public interface IRoomHub
    : IStreamingHub<IRoomHub, IRoomReceiver>
{
    ValueTask<int> PingAsync(int number);
}

public interface IRoomReceiver;
