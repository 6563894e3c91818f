using Kota.EmbeddedHost.CommandLine;

return await HostCommand.InvokeAsync(args);
