namespace Platform.Plans;

/// <summary>What mails about plans say, in Portuguese, English and Spanish: {0} is the person, {1} the company, {5} when it came to be so.</summary>
internal static class NoticeTexts
{
    /// <summary>Subject and text of a notice.</summary>
    internal static (string Subject, string Text) Write(PlanNotice notice, string locale) => locale switch
    {
        "en" => English(notice),
        "es" => Spanish(notice),
        _ => Portuguese(notice),
    };

    private static (string Subject, string Text) Portuguese(PlanNotice notice) => notice.Kind switch
    {
        PlanNoticeKind.LimitNear => ($"{{1}}: perto do limite de {In(notice.Meter, 0)}",
            $"Olá, {{0}}.\n\nEm {notice.Period}, {{1}} está perto do limite de {In(notice.Meter, 0)} do plano.\n\n"
            + "O uso do mês está no painel. Se precisar de mais, peça a mudança de plano antes de chegar ao limite."),
        PlanNoticeKind.LimitReached => ($"{{1}}: limite de {In(notice.Meter, 0)} atingido",
            $"Olá, {{0}}.\n\nEm {notice.Period}, {{1}} atingiu o limite de {In(notice.Meter, 0)} do plano.\n\n{Effect(notice.Action, 0)}\n\n"
            + "As conversas que já começaram continuam. Uma mudança de plano vale imediatamente."),
        PlanNoticeKind.Overdue => ("{1}: pagamento em atraso",
            $"Olá, {{0}}.\n\nO pagamento de {notice.Period} do plano de {{1}} está em atraso.\n\n"
            + "O serviço continua durante o prazo de tolerância. Se já pagou, desconsidere esta mensagem."),
        PlanNoticeKind.Suspended => ("{1}: serviço suspenso por falta de pagamento",
            $"Olá, {{0}}.\n\nO pagamento de {notice.Period} do plano de {{1}} não foi recebido e o serviço foi suspenso em {{5:dd/MM/yyyy HH:mm}} UTC.\n\n"
            + "Nada foi apagado. O serviço volta assim que o pagamento for recebido."),
        _ => throw new InvalidOperationException($"Notice kind {notice.Kind} has no text."),
    };

    private static (string Subject, string Text) English(PlanNotice notice) => notice.Kind switch
    {
        PlanNoticeKind.LimitNear => ($"{{1}}: near the limit of {In(notice.Meter, 1)}",
            $"Hello {{0}},\n\nin {notice.Period}, {{1}} is near its plan's limit of {In(notice.Meter, 1)}.\n\n"
            + "The month's usage is in the dashboard. If you need more, ask for another plan before the limit is reached."),
        PlanNoticeKind.LimitReached => ($"{{1}}: limit of {In(notice.Meter, 1)} reached",
            $"Hello {{0}},\n\nin {notice.Period}, {{1}} reached its plan's limit of {In(notice.Meter, 1)}.\n\n{Effect(notice.Action, 1)}\n\n"
            + "Conversations that have begun go on. Another plan counts at once."),
        PlanNoticeKind.Overdue => ("{1}: payment overdue",
            $"Hello {{0}},\n\nthe payment of {notice.Period} for the plan of {{1}} is overdue.\n\n"
            + "Service goes on during the days of grace. If you have paid, ignore this mail."),
        PlanNoticeKind.Suspended => ("{1}: service suspended, payment missing",
            $"Hello {{0}},\n\nthe payment of {notice.Period} for the plan of {{1}} did not arrive; service was suspended on {{5:yyyy-MM-dd HH:mm}} UTC.\n\n"
            + "Nothing was deleted. Service resumes as soon as the payment arrives."),
        _ => throw new InvalidOperationException($"Notice kind {notice.Kind} has no text."),
    };

    private static (string Subject, string Text) Spanish(PlanNotice notice) => notice.Kind switch
    {
        PlanNoticeKind.LimitNear => ($"{{1}}: cerca del límite de {In(notice.Meter, 2)}",
            $"Hola, {{0}}:\n\nEn {notice.Period}, {{1}} está cerca del límite de {In(notice.Meter, 2)} de su plan.\n\n"
            + "El uso del mes está en el panel. Si necesita más, pida el cambio de plan antes de llegar al límite."),
        PlanNoticeKind.LimitReached => ($"{{1}}: límite de {In(notice.Meter, 2)} alcanzado",
            $"Hola, {{0}}:\n\nEn {notice.Period}, {{1}} alcanzó el límite de {In(notice.Meter, 2)} de su plan.\n\n{Effect(notice.Action, 2)}\n\n"
            + "Las conversaciones que ya empezaron continúan. Un cambio de plan vale de inmediato."),
        PlanNoticeKind.Overdue => ("{1}: pago atrasado",
            $"Hola, {{0}}:\n\nEl pago de {notice.Period} del plan de {{1}} está atrasado.\n\n"
            + "El servicio continúa durante los días de gracia. Si ya pagó, ignore este mensaje."),
        PlanNoticeKind.Suspended => ("{1}: servicio suspendido por falta de pago",
            $"Hola, {{0}}:\n\nEl pago de {notice.Period} del plan de {{1}} no llegó y el servicio se suspendió el {{5:dd/MM/yyyy HH:mm}} UTC.\n\n"
            + "No se borró nada. El servicio vuelve en cuanto llegue el pago."),
        _ => throw new InvalidOperationException($"Notice kind {notice.Kind} has no text."),
    };

    private static string In(Meter? meter, int language) => (meter switch
    {
        Meter.Conversations => ("conversas", "conversations", "conversaciones"),
        Meter.Messages => ("mensagens", "messages", "mensajes"),
        Meter.CallSeconds => ("ligações", "calls", "llamadas"),
        Meter.ModelSpend => ("modelos de linguagem", "language models", "modelos de lenguaje"),
        Meter.StorageBytes => ("armazenamento", "storage", "almacenamiento"),
        Meter.Users => ("usuários", "users", "usuarios"),
        Meter.Channels => ("canais", "channels", "canales"),
        _ => throw new InvalidOperationException($"Meter {meter} has no name."),
    }).In(language);

    private static string Effect(LimitAction? action, int language) => (action switch
    {
        LimitAction.StopNewConversations => (
            "Novos clientes são avisados de que não podem ser atendidos agora.",
            "New customers are told that they cannot be served at the moment.",
            "A los clientes nuevos se les avisa de que no se les puede atender ahora."),
        LimitAction.BotOff => (
            "O robô não responde novas conversas; elas esperam por uma pessoa.",
            "The bot does not answer new conversations; they wait for a person.",
            "El bot no responde conversaciones nuevas; esperan a una persona."),
        LimitAction.MenuOnly => (
            "Novas conversas recebem apenas os menus.",
            "New conversations get menus only.",
            "Las conversaciones nuevas reciben solo los menús."),
        LimitAction.Refuse => ("Não é possível adicionar mais.", "No more can be added.", "No se pueden agregar más."),
        _ => ("O serviço continua.", "Service goes on.", "El servicio continúa."),
    }).In(language);

    private static string In(this (string Portuguese, string English, string Spanish) words, int language) => language switch
    {
        0 => words.Portuguese,
        1 => words.English,
        _ => words.Spanish,
    };
}
