using Kota.TestKit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
