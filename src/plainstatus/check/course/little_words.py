"""Words that say little by themselves on a status page, in English and Italian: data only."""

#: Words of grammar, of courtesy, and of work that goes on.
LITTLE_ENGLISH = """
a about actively actual addressed addressing advise again all along also always an analysis and any apologies
apologise apologize appreciate are as at available aware be been being but by can cause causing continue
continues continued continuing could currently customers detail detailed details diligently do does each
engineer engineers engineering every experience experienced experiencing expect for from further gathering get
had has have here how however if impact impacted impacting in incident incidents inconvenience info inform
information informed investigate investigated investigates investigating investigation into is issue issues it
its keep keeping know latest look looking may meanwhile might monitor monitored monitoring more moment need new
next now of on once ongoing or our out patience please possible post posted problem problems progress provide
provided providing publish reason regarding report reported reporting reports resolution results root same see
service services share shared shortly should situation so some something soon sorry stand status still stay such
sure team teams thank thanks that the their them then there these they this those through time to today tuned
under understand understanding until up update updated updates us user users very via was we were what when
where which while who will with work working would you your
"""
LITTLE_ITALIAN = """
ad ai al alcuni alla alle altre altri anche ancora appena aggiornamenti aggiornamento aggiorneremo attesa
attualmente avremo avviso c causa causato che chi ci ciò comprensione con continua continuano continuiamo cosa
così cui d da dai dal dalla dalle degli dei del della delle dello di disagi disagio disponibile disponibili dopo
e ed era essere fa faremo forniremo giro gli grazie guasto i il in incidente indagando indagine indagini
informazioni informati l la lavorando lavoriamo le lo loro ma maggiori monitorando monitoraggio monitoriamo ne
nei nel nella nelle noi nostra nostri nostro novità nuovi nuove o ogni oggi pazienza per perché più possibile
presto prima problema problemi prossimo qualche quanto quando questa queste questi questo resta sapere sarà
scusiamo segnalazioni seguito servizi servizio si siamo sono situazione stata stati state stato stiamo su sul
sulla sulle team tecnici terremo tra tutti tutto ulteriori un una uno utenti vi verifica verificando verifiche
verrà vostra
"""

#: What the heading `Resolved` has said already.
OVER_ENGLISH = """
closed complete completed completely concluded fix fixed full fully functioning has implemented is mitigated
normal normally operating operational operations recovered recovery resolved restored resume resumed returned
returning solved successfully system systems works
"""
OVER_ITALIAN = """
chiuso completamente conclusa concluso funziona funzionano funzionanti funzionante normale normali normalmente
operativi operativo regolare regolari regolarmente ripristinata ripristinati ripristinato ripristinate risolta
risolte risolti risolto sistema sistemi
"""
