var list = new List<int>();
list.Push(3);

/*
Fails: CS1061 at line 2
*/
