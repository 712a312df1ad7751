"""Words that say little by themselves on a status page, in English and Italian: data only."""

#: Words of grammar, of courtesy, and of work that goes on.
LITTLE_ENGLISH = """
a about actively actual addressed addressing advise again all along also always an analysis and any apologies
apologise apologize appreciate are as at available aware be been being but by can cause causing continue
continued continues continuing could currently customers d detail detailed details diligently do does don each
engineer engineering engineers estimate eta every expect experience experienced experiencing follow follows for
from further gathering get had has have here hope hopefully how however if impact impacted impacting in incident
incidents inconvenience info inform information informed into investigate investigated investigates
investigating investigation is issue issues it its keep keeping know latest ll look looking m may meanwhile
might moment monitor monitored monitoring more need new next now of on once ongoing or our out patience persist
persists please possible post posted problem problems progress provide provided providing publish re reason
regarding remain remains report reported reporting reports resolution results root s same see service services
share shared shortly should situation so some something soon sorry stand status stay still such sure t team
teams thank thanks that the their them then there these they this those through time to today tuned under
understand understanding until up update updated updates us user users ve very via was we were what when where
which while who will with work working would yet you your
"""
LITTLE_ITALIAN = """
ad aggiornamenti aggiornamento aggiornarvi aggiornata aggiornate aggiornati aggiorneremo ai al alcuni alla alle
altre altri anche ancora appena attesa attualmente avremo avviso breve c causa causato che chi ci ciò
comprensione con continua continuando continuano continuare continuiamo corso cosa così cui d da dai dal dalla
dalle degli dei del della delle dello di disagi disagio disponibile disponibili dopo e ed era essere fa faremo
fine forniremo giro gli grazie guasto i il in incidente indagando indagare indagine indagini informati
informazioni l la lavorando lavorare lavori lavoriamo lavoro le lo loro ma maggiori monitoraggio monitorando
monitoriamo ne nei nel nella nelle noi nostra nostri nostro novità nuove nuovi o oggi ogni ora pazienza per
perché persiste più possiamo possibile presto prima problema problemi prosegue proseguiamo proseguono prossimo
qualche quando quanto questa queste questi questo resta ripristinare risolvere sapere sarà scusiamo segnalazioni
seguiranno seguirà seguito servizi servizio si siamo situazione soluzione sono speriamo sta stanno stata state
stati stato stiamo su sul sulla sulle team tecnici terremo tra tutti tutto ulteriori un una uno utenti verifica
verificando verifiche verrà vi vostra è
"""

#: What the heading `Resolved` has said already.
OVER_ENGLISH = """
closed complete completed completely concluded fix fixed full fully functioning has implemented is marked mitigated
normal normally operating operational operations recovered recovery resolved restored resume resumed returned
returning solved successfully system systems works
"""
OVER_ITALIAN = """
chiuso completamente conclusa concluso funziona funzionano funzionanti funzionante normale normali normalmente
operativi operativo regolare regolari regolarmente ripristinata ripristinati ripristinato ripristinate risolta
risolte risolti risolto sistema sistemi
"""
