using LeakLab.Contract;
using MagicOnion.Server.Hubs;

namespace LeakLab.Server;

public class RoomHub : StreamingHubBase<IRoomHub, IRoomReceiver>, IRoomHub
{
    public ValueTask<int> PingAsync(int number) => ValueTask.FromResult(number);
}
