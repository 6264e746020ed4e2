using System.Globalization;
using Platform.Plans;

namespace Platform.People;

/// <summary>What mails to people say, in Portuguese, English and Spanish.</summary>
internal static class MailTexts
{
    /// <summary>Subject and text of a mail.</summary>
    internal static (string Subject, string Text) Write(OwedMail owed, string person, MailSender sender, string link)
    {
        var (subject, text) = sender.Locale switch
        {
            _ when owed.Notice is { } notice => NoticeTexts.Write(notice, sender.Locale),
            "en" => English(owed.Kind),
            "es" => Spanish(owed.Kind),
            _ => Portuguese(owed.Kind),
        };
        object[] values = [person, sender.Name, link, owed.Address ?? "", owed.Device ?? "", (owed.Notice?.At ?? owed.At).UtcDateTime];
        return (Fill(subject, values), Fill(text, values));
    }

    private static string Fill(string text, object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    private static (string Subject, string Text) Portuguese(MailKind kind) => kind switch
    {
        MailKind.Invitation => ("{1}: seu acesso",
            "Olá, {0}.\n\n"
            + "Você foi convidado(a) para o painel de {1}. Escolha sua senha em até 7 dias:\n\n"
            + "{2}\n\n"
            + "Se não esperava este convite, ignore esta mensagem."),
        MailKind.Reset => ("{1}: nova senha",
            "Olá, {0}.\n\n"
            + "Alguém pediu uma nova senha para seu acesso a {1}. O link vale por 1 hora e uma única vez:\n\n"
            + "{2}\n\n"
            + "Se não foi você, ignore esta mensagem; sua senha continua a mesma."),
        MailKind.NewAddress => ("{1}: acesso de um novo endereço",
            "Olá, {0}.\n\n"
            + "Seu acesso a {1} foi usado de um endereço novo: {3} ({4}), em {5:dd/MM/yyyy HH:mm} UTC.\n\n"
            + "Se não foi você, troque sua senha e encerre as sessões abertas."),
        MailKind.PasswordChanged => ("{1}: senha alterada",
            "Olá, {0}.\n\n"
            + "A senha do seu acesso a {1} foi alterada em {5:dd/MM/yyyy HH:mm} UTC.\n\n"
            + "Se não foi você, fale com o administrador imediatamente."),
        _ => throw new InvalidOperationException($"Mail kind {kind} has no text."),
    };

    private static (string Subject, string Text) English(MailKind kind) => kind switch
    {
        MailKind.Invitation => ("{1}: your access",
            "Hello {0},\n\n"
            + "you were invited to the dashboard of {1}. Choose your password within 7 days:\n\n"
            + "{2}\n\n"
            + "If you did not expect this, ignore this mail."),
        MailKind.Reset => ("{1}: new password",
            "Hello {0},\n\n"
            + "somebody asked for a new password for your access to {1}. The link is good for 1 hour, once:\n\n"
            + "{2}\n\n"
            + "If it was not you, ignore this mail; your password stays as it is."),
        MailKind.NewAddress => ("{1}: access from a new address",
            "Hello {0},\n\n"
            + "your access to {1} was used from a new address: {3} ({4}), on {5:yyyy-MM-dd HH:mm} UTC.\n\n"
            + "If it was not you, change your password and end the open sessions."),
        MailKind.PasswordChanged => ("{1}: password changed",
            "Hello {0},\n\n"
            + "the password of your access to {1} was changed on {5:yyyy-MM-dd HH:mm} UTC.\n\n"
            + "If it was not you, tell your administrator at once."),
        _ => throw new InvalidOperationException($"Mail kind {kind} has no text."),
    };

    private static (string Subject, string Text) Spanish(MailKind kind) => kind switch
    {
        MailKind.Invitation => ("{1}: tu acceso",
            "Hola, {0}:\n\n"
            + "Te invitaron al panel de {1}. Elige tu contraseña en un plazo de 7 días:\n\n"
            + "{2}\n\n"
            + "Si no esperabas esta invitación, ignora este mensaje."),
        MailKind.Reset => ("{1}: nueva contraseña",
            "Hola, {0}:\n\n"
            + "Alguien pidió una nueva contraseña para tu acceso a {1}. El enlace vale 1 hora y una sola vez:\n\n"
            + "{2}\n\n"
            + "Si no fuiste tú, ignora este mensaje; tu contraseña sigue igual."),
        MailKind.NewAddress => ("{1}: acceso desde una dirección nueva",
            "Hola, {0}:\n\n"
            + "Tu acceso a {1} se usó desde una dirección nueva: {3} ({4}), el {5:dd/MM/yyyy HH:mm} UTC.\n\n"
            + "Si no fuiste tú, cambia tu contraseña y cierra las sesiones abiertas."),
        MailKind.PasswordChanged => ("{1}: contraseña cambiada",
            "Hola, {0}:\n\n"
            + "La contraseña de tu acceso a {1} se cambió el {5:dd/MM/yyyy HH:mm} UTC.\n\n"
            + "Si no fuiste tú, avisa de inmediato a tu administrador."),
        _ => throw new InvalidOperationException($"Mail kind {kind} has no text."),
    };
}
