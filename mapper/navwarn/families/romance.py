"""French, Spanish and Portuguese: AVURNAV of the French prefectures, radioavisos, avisos-rádio.

The three share their grammar and most of their stems; accents are often left out in broadcasts.
"""

from __future__ import annotations

_COAST = (
    r"(?:LA\s+|A\s+)?"
    r"(?:C[ÔO]TE|COSTA|(?:LIGNE|TRAIT)\s+DE\s+C[ÔO]TE|L[ÍI]NEA\s+DE\s+COSTA)"
)

SHAPE: dict[str, str] = {
    "shore": rf"\({_COAST}\)",
    "coastopen": rf"\bENTRE\s+{_COAST}\s+(?:ET|Y|E)\b",
    "coastto": rf"(?:PUIS\s+|LUEGO\s+)?(?:LE\s+LONG\s+DE|PAR|SUIVANT|SIGUIENDO|POR|PELA"
    rf"|AO\s+LONGO\s+D)"
    rf"\s*{_COAST}(?:\s+(?:JUSQU'?\s?(?:À|A|AU)|HASTA|AT[ÉE])\b)?",
    "coastclose": rf"\b(?:ET|Y|E)\s+(?:PAR\s+|POR\s+)?{_COAST}\b",
    "odd": r"\b(?:AU|AL|A|AO)\s+(?:NORD|SUD|EST|OUEST|NORTE|SUR|SUL|ESTE|LESTE|OESTE)\s+D(?:E|U"
    r"|A|O)\s*"
    r"(?:LA\s+|EL\s+)?(?:LIGNE|L[ÍI]NEA|LINHA|PARALL?[ÈE]L[EO]|M[ÉE]RIDI[A-Z]+)|\bCOURONNE|\bANNEAU"
    r"|\bDEMI-?\s?CERCLE|\bSEMI-?\s?C[ÍI]RC[A-Z]+|\bCORONA\b|\bANILLO|\bELIPS[A-Z]|\bCUADRANTE",
    "hole": r"(?:À|A)\s+L'EXCEPTION\s+D|\bEXCEPT[ÉEO]+\s+(?:LA\s+)?[ZA][OR][NE]A|\bEXCLUANT\b"
    r"|\b(?:SAUF|EXCEPT[ÉEO]|SALVO|EXCETO|HORMIS)\s+(?:(?:LA|LE|LES|EL|LOS|LAS|O|A|OS|AS|L')\s*)?"
    r"(?:[IÎ]LES?|[IÎ]LOTS?|ISLAS?|ISLOTES?|ILHAS?|ILHÉUS?|ZON[AE]S?|ÁREAS?|AREAS?|EAUX|AGUAS|ÁGUAS)\b"
    r"|\bEXCLUYENDO\b",
    "side": r"DE\s+PART\s+ET\s+D'AUTRE(?:\s+D)?|DE\s+CHAQUE\s+C[ÔO]T[ÉE]|\bA\s+(?:CADA"
    r"|AMBOS)\s+LADOS?"
    r"|\bA\s+AMBAS\s+BANDAS|\bDE\s+CADA\s+LADO",
    "area": r"\b(?:ZON[EA]S?|[ÁA]REAS?)\s+ENTRE(?=\s*\ue000)|\b(?:D[ÉE])?LIMIT[ÉE]+E?S?\s+PAR"
    r"|\bD[ÉE]FINIE?S?\s+PAR|\bFORM[ÉE]E?S?\s+PAR"
    r"|\b(?:DE)?LIMITAD[AO]S?\s+(?:POR|ENTRE)|\bCOMPRENDID[AO]S?\s+(?:ENTRE|POR)"
    r"|\bDEFINID[AO]S?\s+POR"
    r"|\bFORMAD[AO]S?\s+POR|\bZON[EA]\s+(?:RELIANT|JOIGNANT)|\bPOLYGONE|\bPOL[ÍI]GONO",
    "line": r"\bLE\s+LONG\s+D[EU]|\bLIGNES?\s+(?:JOIGNANT|RELIANT|BRIS[ÉE]E)"
    r"|\bROUTE\s+(?:JOIGNANT|RELIANT|ENTRE)"
    r"|\bL[ÍI]NEA\s+(?:QUE\s+UNE|UNIENDO)|\bA\s+LO\s+LARGO\s+DE|\bAO\s+LONGO\s+D[AEO]"
    r"|\bLINHA\s+(?:QUE\s+)?UN"
    r"|\bENTRE(?=(?:\s+(?:LES|LAS|AS|LA))?(?:\s+(?:POSITIONS?|POSICI[OÓ]N(?:ES)?"
    r"|POSI[ÇC][ÕO]ES))?\s*\ue000)",
    "within": r"\b(?:À|A)\s+M(?:OINS|ENOS)\s+DE",
    "radius": r"\bRAYON\b|\bRADIO\b(?=\s+(?:DE\s+)?[\dA-Z])|\bRAIO\b",
    "diameter": r"\bDIAM[ÈE]TRE|\bDI[ÁA]METRO",
    "wide": r"\bLARGEUR|\bDE\s+LARGE\b|\bANCHURA|\bANCHO\b|\bLARGURA",
    "sector": r"\bSECTEUR\s+ANGULAIRE|\bRELEVEMENTS?\b|\bAZIMUTS?\b|\bMARCACIONES|\bSETOR\b",
    "arc": r"\bARC\s+DE|\bARCO\b",
    "center": r"\bCENTR[ÉE]E?S?\b|\bCENTRAD[AO]S?\b|\bCENTRO\b|\bCERCLES?\b|\bC[ÍI]RCULOS?\b",
    "point": r"\bPOSITIONS?\b|\bPOSICI[ÓO]N(?:ES)?\b|\bPOSI[ÇC](?:[ÃA]O|[ÕO]ES)\b|\bSITU[ÉE]E?S?\b"
    r"|\bSITUAD[AO]S?\b|\bPARAGES\b|\bPROXIMIDADES?\b|\bINMEDIACIONES\b",
    "zone": r"\bZONES?\b|\bZONAS?\b|\b[ÁA]REAS?\b",
}  # fmt: skip

JOINERS = frozenset(
    ("ET", "Y", "E", "A", "À", "LE", "LA", "LES", "LOS", "LAS", "OS", "DE", "DU", "PUIS", "LUEGO",
     "POINT", "POINTS", "PUNTO", "PUNTOS", "PONTO", "PONTOS", "POSITION", "POSICION", "POSICIÓN",
     "JUSQU", "HASTA", "ATÉ", "PAR", "POR", "EN", "EM", "AU", "AL")
)  # fmt: skip

NUMBERS = {
    "UN": 1, "UNE": 1, "UNA": 1, "DEUX": 2, "DOS": 2, "DOIS": 2, "DUAS": 2, "TROIS": 3, "TRES": 3,
    "TRÊS": 3, "QUATRE": 4, "CUATRO": 4, "QUATRO": 4, "CINQ": 5, "CINCO": 5, "SEIS": 6, "HUIT": 8,
    "DIX": 10, "DIEZ": 10, "DEZ": 10, "DOUZE": 12, "DOCE": 12, "QUINZE": 15, "VINGT": 20,
    "VEINTE": 20, "VINTE": 20,
}  # fmt: skip

UNITS: dict[str, float] = {
    r"MILLES?(?:\s+(?:NAUTIQUES?|MARINS?))?\b|MILLAS?(?:\s+N[ÁA]UTICAS?)?\b"
    r"|MILHAS?(?:\s+N[ÁA]UTICAS?)?\b|MN\b": 1852.0,
    r"KILOM[ÈE]TRES?\b|KIL[ÓO]METROS?\b|QUIL[ÔO]METROS?\b": 1000.0,
    r"M[ÈE]TRES?\b|METROS?\b": 1.0,
}

MONTHS = {
    name: number
    for number, names in enumerate(
        ("JANVIER JANV ENERO ENE JANEIRO", "FÉVRIER FEVRIER FÉVR FEVR FÉV FEBRERO FEVEREIRO FEV",
         "MARS MARZO MARÇO MARCO", "AVRIL AVR ABRIL ABR", "MAI MAYO MAIO", "JUIN JUNIO JUNHO",
         "JUILLET JUIL JULIO JULHO", "AOÛT AOUT AOU AGOSTO AGO",
         "SEPTEMBRE SEPTIEMBRE SETEMBRO SET",
         "OCTOBRE OCTUBRE OUTUBRO OUT", "NOVEMBRE NOVIEMBRE NOVEMBRO",
         "DÉCEMBRE DECEMBRE DÉC DICIEMBRE DIC DEZEMBRO DEZ"),
        1,
    )
    for name in names.split()
}  # fmt: skip

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("LUNDIS LUNDI LUNES", "MARDIS MARDI MARTES", "MERCREDIS MERCREDI MIÉRCOLES MIERCOLES",
         "JEUDIS JEUDI JUEVES", "VENDREDIS VENDREDI VIERNES", "SAMEDIS SAMEDI SÁBADOS SABADOS "
         "SÁBADO SABADO", "DIMANCHES DIMANCHE DOMINGOS DOMINGO")
    )
    for name in names.split()
}  # fmt: skip

TIME: dict[str, str] = {
    "daily": r"QUOTIDIEN(?:NEMENT)?|CHAQUE\s+JOUR|TOUS\s+LES\s+JOURS|JOURNELLEMENT|DIARI(?:O|OS"
    r"|AMENTE)"
    r"|CADA\s+D[ÍI]A|TODOS\s+[LO]OS\s+D[ÍI]AS|TODOS\s+OS\s+DIAS",
    "thru": r"AU\b|AL\b|AO\b|À|A\b|-",
    "and": r"ET\b|Y\b|E\b",
    "except": r"SAUF|EXCEPT[ÉEO]|SALVO|EXCETO",
    "reserve": r"R[ÉE]SERVE|RESERVA|ALTERNATIV[AO]S?|REPLI",
    "until": r"JUSQU'?\s?(?:AU|À|A)|HASTA(?:\s+EL)?|AT[ÉE]\b",
    "between": r"ENTRE",
    "from": r"DU\b|DEL\b|DESDE|À\s+PARTIR|A\s+PARTIR",
    "sunrise": r"LEVER\s+DU\s+SOLEIL|ORTO|SALIDA\s+DEL\s+SOL|NASCER\s+DO\s+SOL",
    "sunset": r"COUCHER\s+DU\s+SOLEIL|OCASO|PUESTA\s+DEL\s+SOL|P[ÔO]R\s+DO\s+SOL",
    "h24": r"EN\s+CONTINU|24\s+HORAS|24\s+HEURES",
    "permanent": r"JUSQU'?\s?(?:À|A)\s+NOUVEL\s+ORDRE|HASTA\s+NUEVO\s+AVISO"
    r"|AT[ÉE]\s+NOVO\s+AVISO|PERMANENT[AE]?",
    "holiday": r"JOURS?\s+F[ÉE]RI[ÉE]S?|FESTIVOS|FERIADOS",
    "weekend": r"WEEK-?ENDS?|FINES?\s+DE\s+SEMANA|FINS?\s+DE\s+SEMANA",
}  # fmt: skip

ZONES: dict[str, float] = {r"TU\b|T\.U\.": 0.0, r"(?:HEURES?|HORAS?)\s+LOCAL(?:ES?)?": 99.0}
