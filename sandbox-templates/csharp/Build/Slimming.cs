using Mono.Cecil;

/// <summary>
/// Assemblies without what only compilers and reflection read of them: the names of parameters, which method is whose property, attributes. Of Roslyn, that is a tenth.
/// </summary>
static class Slimming
{
    /// <summary>Those that the runtime itself reads, or `Enum.ToString`.</summary>
    static readonly HashSet<string> Kept = ["ThreadStaticAttribute", "IsByRefLikeAttribute", "InlineArrayAttribute", "FlagsAttribute"];

    public static void Slim(string file)
    {
        using var module = ModuleDefinition.ReadModule(new MemoryStream(File.ReadAllBytes(file)));
        foreach (var type in module.GetTypes())
        {
            Strip(type);
            type.Properties.Clear();
            type.Events.Clear();
            foreach (var field in type.Fields) Strip(field);
            foreach (var method in type.Methods)
            {
                Strip(method);
                Strip(method.MethodReturnType);
                foreach (var parameter in method.Parameters.Where(parameter => !parameter.HasMarshalInfo))
                {
                    Strip(parameter);
                    parameter.HasConstant = false;
                    parameter.Attributes = ParameterAttributes.None;
                    parameter.Name = null;
                }
            }
        }
        module.Write(file);
    }

    static void Strip(ICustomAttributeProvider provider)
    {
        if (!provider.HasCustomAttributes) return;
        foreach (var attribute in provider.CustomAttributes.Where(attribute => !Kept.Contains(attribute.AttributeType.Name)).ToArray()) provider.CustomAttributes.Remove(attribute);
    }
}
