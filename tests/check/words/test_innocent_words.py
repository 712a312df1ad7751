"""Good words, and words that only look bad: a rule that cries at them is switched off, and finds nothing any more."""

import pytest

from plainstatus.check.words.rules import RULES
from plainstatus.model.checks import Checks

from .saying import marked

OWN = Checks(
    hosts=("*.corp.ferry.example", "fy-*"),
    tickets=("FYOPS", "INC"),
    never=("Project Gannet",),
    mail_domains=("ferry.example",),
)

#: Whole updates, as somebody would write them who knows how.
GOOD = {
    "en": (
        "About one in five bookings has failed since 13:40 UTC. Boarding works. We are looking for the cause.",
        "Version 10.0.0.1 of our app closes on start. Update to 10.0.0.2: that one works.",
        "Cameras with firmware 10.1.2.3 lose their picture. Those with 10.1.2.4 do not.",
        "The film “Kill Bill” stops after ten minutes on board. Other films play.",
        "Answers from support@ferry.example take two days. Mail for no-reply@ferry.example bounces, as ever.",
        "AWS has an outage in Ireland, and files cannot be sent to your S3 buckets through us. Downloads work.",
        "The password reset: link in our mails arrives an hour late. Your old password works.",
        "From 1 December webhooks come from 203.0.113.24 too. Allow 10.20.4.0/24 and 10.20.5.17 on a private line.",
        "The page of your router at 192.168.1.1 shows no light, although the line works.",
        "SEPA transfers and IBAN checks fail with HTTP 503. VAT, PDF and GDPR exports work.",
        "The card readers MX-5000 and ZT-12 do not pair with iPhones. Form INC 4000 and UTF-8 names work.",
        "You may see “ERROR: connection timed out (code 504)” when you export. Your data is safe.",
        "Uploads fail with “User error 22”. A second try works.",
        "Mails greet you with “Dear {{first_name}}” instead of your name. Orders are not affected.",
        'Invoices show "[date]" where the date belongs. Amounts are right.',
        "The API answers `invalid access token: ErrTokenExpired401`. Sign in again and it works.",
        "`git clone https://oauth2:token@git.ferry.example/x` fails. SSH works.",
        "Issue vol-20261125 of our letter arrived twice.",
        "Our SMS supplier made a change that stopped codes to some networks. Codes by mail work.",
        "Crossings may fail over the weekend, when the storm comes.",
        "Add 172.20.14.8 to the allow list of your VPN before Sunday; deliveries fail after that otherwise.",
        "Gift vouchers are refused at the desk. Show them on the phone instead.",
    ),
    "it": (
        "Dalle 13:40 una prenotazione su cinque non riesce. L'imbarco funziona. Cerchiamo la causa.",
        "La versione 10.0.0.1 dell'app si chiude all'avvio. Aggiorna alla 10.0.0.2: funziona.",
        "Le videocamere con firmware 10.1.2.3 perdono l'immagine. Con la 10.1.2.4 no.",
        "Il film “Kill Bill” si ferma dopo dieci minuti. Gli altri film si vedono.",
        "Scrivi ad assistenza@ferry.example: gli altri indirizzi non ricevono posta.",
        "Se usi la linea privata, consenti anche 10.20.4.0/24 e 10.20.5.17. Il traffico non ne risente.",
        "La pagina del router 192.168.1.1 non mostra la spia. La linea funziona.",
        "SPID, CIE, PEC e F24 non funzionano; IBAN e SEPA sì.",
        "Compare “ERRORE 504: tempo scaduto” quando esporti. I dati sono al sicuro.",
        "Le mail iniziano con «Gentile {{nome}}» al posto del tuo nome. Gli ordini sono corretti.",
        "Le API rispondono `token: InvalidTokenV2Error`. Rientra e funziona.",
        "Il traghettatore partner è in sciopero. A Genova si parte con un giorno di ritardo.",
        "Aggiungi 172.20.14.8 agli indirizzi ammessi dalla tua VPN entro domenica.",
        "Le mail al porto tornano indietro.",
    ),
}

#: The same things in earnest.
BAD = (
    ("en", "internal-address", "Bookings fail: 10.1.2.3 does not answer."),
    ("en", "internal-address", "We allow no bookings. 10.20.5.17 is down."),
    ("en", "internal-address", "Bookings fail since 10.20.5.17 in our firewall is down."),
    ("en", "personal-address", "Mail for m.keller@ferry.example bounces."),
    ("en", "secret", "https://deploy:Xk9f2mQ7@mirror.ferry.example does not answer."),
    ("en", "unfilled", "Bookings fail for {{customer}}."),
    ("en", "unfilled", "“Boarding” fails since [time]; “Check-in” works."),
    ("en", "blame", "This was user error at our desk, and bookings are wrong."),
    ("en", "cloud-id", "vol-0a1b2c3d4e5f67890 with your bookings is lost."),
    ("en", "jargon", "We failed over at noon."),
    ("en", "impact-unsaid", "We failed over at noon, and restarted the core switch."),
    ("en", "impact-unsaid", "Our technicians are on it."),
    ("it", "impact-unsaid", "Il gruppo di rete ha riavviato lo switch centrale."),
    ("it", "impact-unsaid", "Torneremo a breve."),
    ("it", "personal-address", "Le mail a m.bianchi@ferry.example tornano indietro."),
    ("it", "blame", "Non è colpa nostra: il porto è fermo."),
)


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in GOOD for text in GOOD[language]])
def test_nothing_is_said_of_good_words(language: str, text: str) -> None:
    assert {rule.code: found for rule in RULES if (found := marked(rule.code, text, language, OWN))} == {}


@pytest.mark.parametrize(("language", "code", "text"), BAD)
def test_the_same_is_found_where_it_is_meant(language: str, code: str, text: str) -> None:
    assert len(marked(code, text, language, OWN)) == 1
