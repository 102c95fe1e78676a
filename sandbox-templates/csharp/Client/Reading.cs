using MagicOnion.Client;

namespace LeakLab.Host;

/// <summary>Tells of what our reading of MagicOnion's client makes.</summary>
static class ClientWatch
{
    public static void Begin(Action<object> created, Action<object> methodCreated) =>
        (MagicOnionClient.Created, MagicOnion.Client.MethodInvoker.MethodCreated) = (created, methodCreated);
}
