using Mono.Cecil;
using Mono.Cecil.Cil;

/// <summary>
/// MessagePack names a type that it makes at run time after the one that this writes, and takes the versions of assemblies out of that name by a regular expression.
/// Here the type has the short name, as it has a number, too: nothing else of MessagePack's wants regular expressions.
/// </summary>
static class FormatterNames
{
    public static void Shorten(string messagePack, string output)
    {
        using var module = ModuleDefinition.ReadModule(messagePack);
        var builder = module.GetType("MessagePack.Internal.DynamicObjectTypeBuilder");
        var expression = builder.Fields.Single(field => field.FieldType.Name == "Regex");
        RemoveUpTo(builder.Methods.Single(method => method.Name == ".cctor").Body, expression);
        foreach (var type in new[] { builder, module.GetType("MessagePack.Resolvers.DynamicUnionResolver") })
            UseShortName(type.Methods.Single(method => method.Name == "BuildType").Body, module);
        builder.Fields.Remove(expression);
        module.Write(output);
    }

    /// <summary>`field = new Regex(…)` is what the method begins with.</summary>
    static void RemoveUpTo(MethodBody body, FieldDefinition field)
    {
        var set = body.Instructions.Single(instruction => instruction.OpCode == OpCodes.Stsfld && instruction.Operand == field);
        while (body.Instructions[0] != set) body.Instructions.RemoveAt(0);
        body.Instructions.RemoveAt(0);
    }

    /// <summary>`field.Replace(type.FullName, string.Empty)` becomes `type.Name`.</summary>
    static void UseShortName(MethodBody body, ModuleDefinition module)
    {
        var at = body.Instructions.IndexOf(body.Instructions.Single(instruction => instruction.Operand is MethodReference { Name: "Replace", DeclaringType.Name: "Regex" }));
        body.Instructions[at - 2].Operand = module.GetMemberReferences().Single(member => member.FullName == "System.String System.Reflection.MemberInfo::get_Name()");
        foreach (var unused in new[] { at, at - 1, at - 4 }) body.Instructions.RemoveAt(unused);
    }
}
