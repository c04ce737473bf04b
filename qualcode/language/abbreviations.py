"""Abbreviations, months and sentence openers, in bokmål, nynorsk and English."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


LEADING = _words(
    """
    f.eks. feks. f. t.d. m.a. bl.a. bla. dvs. dss. d.v.s. jf. jfr. kfr. kl. ca. evt. ev. eventl.
    eig. inkl. ekskl. mht. m.h.t. ift. i.f.t. ifm. i.f.m. ifbm. pga. p.g.a. vha. v.h.a. iht. i.h.t.
    iflg. tlf. vedr. ang. sml. hhv. h.h.v. resp. spes. gj.snitt. gj.sn. maks. kgl. adm. adm.dir.
    dir. avd. avdl. dr. dr.med. dr.philos. cand. cand.mag. prof. førsteam. stip. hr. fr. frk. st.
    st.meld. st.prp. meld. prop. innst. ot.prp. rundskr. forskr. kst. fung. tidl. nåv. tils. tilsv.
    gl. pkt. litr. vol. utg. mr. mrs. ms. mt. sgt. rev. gov. e.g. i.e. vs. cf. approx. viz. dept.
    esp. incl.
    """
)
"""What they introduce comes after, so they do not end a sentence."""

BEFORE_NUMBER = _words("nr. no. nos. s. ss. p. pp. kap. art. fig. tab. bd. vers. gnr. bnr. min.")
"""Abbreviations where a number follows; with anything else, a word and a full stop."""

TRAILING = _words(
    """
    osv. o.s.v. osb. o.s.b. etc. m.m. mm. m.v. mv. m.fl. mfl. o.l. e.l. o.a. ofl. o.fl. mrd. mill.
    pst. kr. stk. mnd. mndr. årsv. t.o.m. f.o.m. d.å. s.å. d.d. f.kr. e.kr. p.t. t.v. t.h. a.m.
    p.m. u.s. u.k. inc. ltd. jr. sr. ph.d. al. vgs. mva. mvh. forts. spm.
    """
)
"""They may end a sentence; what comes after tells."""

MONTHS = _words(
    """
    januar februar mars april mai juni juli august september oktober november desember
    jan feb mar apr jun jul aug sep sept okt nov des
    january february march may june july october december
    """
)

OPENERS = _words(
    """
    Alle Altså At Begge Bare Både Da Dei De Deira Deres Den Denne Der Dere Derfor Dermed Derimot
    Dessuten Dessverre Dette Disse Det Du Dykk Då Ein Eit Eg Egentlig Eigentleg Eller Ellers Elles
    En Er Et Etter Etterpå Ei Enkelte Faktisk Flere Fleire Folk For Fordi Fra Frå Før Han Ho Hun Hos
    Hva Hver Kvar Hvem Hvis Hvor Hvordan Hvorfor Her I Ikke Ikkje Ingen Ja Jau Jeg Jo Kanskje
    Korleis Kor Kva Kven Kvifor Man Mange Med Meir Mens Medan Mer Mest Mi Min Me Men Mitt Mye Mykje
    Nei No Noe Noen Noko Nokon Nokre Nå Når Og Også Om På Selv Sjølv Selvsagt Sidan Siden Slik
    Snart Som Sånn Så Til Ved Vel Vi Viss Vår Våre Vårt
    The This That These Those There Then They It We He She You And But So If When What Where Who
    Why How Yes Not In On At From With My Our Their His Her Its Well Perhaps Maybe However Also
    Because After Before Now Most Some Many
    """
)
"""Words with a capital only where a sentence begins: they part `plan B. Det` from `B. Dahl`."""
