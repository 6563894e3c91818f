using Kota.BrowserTests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PortalFixture))]

// One host and one browser share the machine with the rest of the build: side by side, pages would only wait for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
