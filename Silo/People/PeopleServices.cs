using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.People;

/// <summary>Wiring of what accounts need from outside.</summary>
public static class PeopleServices
{
    /// <summary>Adds the hasher (<c>Passwords:*</c>), the mailer (<c>Mail:*</c>) and the first operator (<c>Operator:*</c>).</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PasswordOptions>().BindConfiguration("Passwords").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OperatorOptions>().BindConfiguration("Operator").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IPasswordHasher, IdentityPasswordHasher>();
        return configuration["Mail:Host"] is { Length: > 0 }
            ? services.AddSingleton<IMailer, SmtpMailer>()
            : services.AddSingleton<IMailer, FileMailer>();
    }
}
