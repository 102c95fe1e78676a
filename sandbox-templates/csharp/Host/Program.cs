// Nothing runs until the worker asks for it (Exports.cs).
return;
