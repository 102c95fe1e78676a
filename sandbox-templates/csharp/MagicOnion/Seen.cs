using System.Runtime.CompilerServices;

// What counts clients and methods.
[assembly: InternalsVisibleTo("LeakLab.Host")]
