"""What the person answers on that Saturday, by a part of each question."""

FIRST_WORDS = {
    "Components, with commas between": "sign-in, text-messages",
    "it: Che cosa notano i clienti?": "I codici di accesso via SMS non arrivano",
    "it: Che cosa vedono i clienti": "Dalle 9:50 i codici di accesso via SMS non arrivano, in tutti i Paesi.",
    "it: Che cosa funziona ancora?": "I codici via e-mail arrivano come sempre.",
    "it: Che cosa possono fare intanto": "Scegliete «Un altro modo» quando accedete, e ricevete il codice via e-mail.",
    "it: Che cosa si può dire della parte": "Gli SMS passano da un'altra azienda, il cui servizio ha un guasto.",
    "it: Per il team: che cosa può fare": "L'assistenza può leggere il codice al telefono a chi dà il numero cliente.",
    "it: Per il team: la pagina di stato": "https://status.sms.example/, pratica case 4711",
    "What do customers notice?": "Sign-in codes by text message do not arrive",
    "When will the next words come?": "30m",
    "When is service expected back?": "unknown",
    "What do customers see, for whom": "Since 9:50 sign-in codes by text message do not arrive, in all countries.",
    "What still works?": "Codes by e-mail arrive as always.",
    "What can customers do meanwhile?": "Choose “Another way” when you sign in, and have the code sent by e-mail.",
    "What may you say of the other": "Text messages go out through another company, whose service has a failure.",
    "For the team: what may support": "Support may read a code out to callers who tell their customer number.",
    "For the team: the other company": "https://status.sms.example/, case 4711",
    "For the team: the page of the runbook": "https://wiki.brightwater.example/text-messages",
}

CONFIRMED = {
    "it: Che cosa possono fare intanto": "Se il vostro non è arrivato, chiedetelo di nuovo.",
    "it: Per il team: che cosa può fare": "Come prima: il codice si legge al telefono.",
    "it: Che cosa dice l'altra azienda": "Prevede di riprendere entro mezzogiorno e mezzo.",
    "it: Che cosa fate voi": "Fino ad allora mandiamo i nuovi codici via e-mail.",
    "What can customers do meanwhile?": "If yours has not come, ask for it again.",
    "For the team: what may support": "As before: the code is read out on the telephone.",
    "What does the other company say": "It expects to be back by half past twelve.",
    "What do you do in the meantime": "We send new codes by e-mail first until then.",
}

WATCHED = {
    "it: Che cosa funziona di nuovo": "I codici via SMS arrivano di nuovo dalle 12:15, in pochi secondi.",
    "it: Che cosa resta da fare": "I codici chiesti prima delle 12:15 non valgono più: chiedetene uno nuovo.",
    "What works again": "Codes by text message have arrived within seconds again since 12:15.",
    "What is left for customers": "Codes from before 12:15 no longer count; please ask for a new one.",
}

ALL_CLEAR = {
    "it: Da quando funziona": "Tutti gli SMS arrivano in pochi secondi dalle 12:15.",
    "it: Che cosa resta da fare": "Chi non riesce ancora ad accedere chieda un codice nuovo.",
    "it: Per il team: che cosa resta": "Una seconda strada per i codici; se ne occupa il gruppo accessi.",
    "Since when does all work": "All text messages have arrived within seconds since 12:15.",
    "What is left for customers": "Whoever still cannot sign in may ask for a new code.",
    "For the team: what is left": "A second way for codes; the sign-in team sees to it.",
}

POSTMORTEM = {
    "it: Analisi: che cosa è successo": "Alle 9:50 l'azienda che consegna i nostri SMS ha avuto un guasto.",
    "it: Analisi: che cosa ha comportato": "Per due ore e 25 minuti 1.900 codici non sono arrivati.",
    "it: Analisi: perché": "Per i codici avevamo una sola strada.",
    "it: Analisi: che cosa avete già": "Dopo due minuti un codice parte da solo via e-mail.",
    "it: Analisi: che cosa resta": "Entro il 15 gennaio ci sarà una seconda azienda per gli SMS.",
    "Postmortem: what happened": "At 9:50 the company that delivers our text messages had a failure.",
    "Postmortem: what did it mean": "For two hours and 25 minutes 1,900 codes did not arrive.",
    "Postmortem: why": "We had one way for codes and no second.",
    "Postmortem: what have you changed": "After two minutes a code goes out by e-mail by itself.",
    "Postmortem: what is still to come": "By 15 January there is a second company for text messages.",
}
