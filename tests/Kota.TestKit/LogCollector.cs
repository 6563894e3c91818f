using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Kota.TestKit;

/// <summary>Keeps every log entry, so that a test can look for one, and fail on an error that it did not expect.</summary>
public sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> lines = new();

    /// <summary>What was logged so far.</summary>
    public IReadOnlyList<LogLine> Lines => [.. lines];

    /// <summary>What was logged as an error or worse.</summary>
    public IReadOnlyList<LogLine> Errors => [.. lines.Where(l => l.Level >= LogLevel.Error)];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(LogCollector owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.lines.Enqueue(new LogLine(logLevel, eventId.Id, formatter(state, exception), exception));
    }
}

/// <summary>One log entry.</summary>
public sealed record LogLine(LogLevel Level, int EventId, string Text, Exception? Exception);
