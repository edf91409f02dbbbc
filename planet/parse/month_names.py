"""Names of months and zones that feeds write: data for `dates.py`.

Only names that mean one month wherever they are used: Croatian is left out, its "listopad" is October where Czech and
Polish mean November.
"""

from __future__ import annotations

_NAMES = (
    # English, Dutch, German, Danish, Swedish, Norwegian | French, Spanish, Italian, Portuguese, Catalan, Romanian |
    # Russian, Ukrainian, Belarusian, Bulgarian | Polish, Czech, Slovak | Turkish, Finnish, Hungarian, Greek
    (
        "jan january januari januar jänner | janv janvier ene enero gen gennaio janeiro gener ian ianuarie | янв "
        "января январь січ січня студзеня януари | sty stycznia styczeń led ledna leden januára január | oca ocak "
        "tammikuuta január ιαν ιανουαρίου"
    ),
    (
        "feb february februari februar febr | fév févr février febrero febbraio fev fevereiro febrer februarie | "
        "фев февр февраля февраль лют лютого лютага февруари | lut lutego luty úno února únor februára február | "
        "şub şubat helmikuuta február φεβ φεβρουαρίου"
    ),
    (
        "mar march mrt maart mär märz mrz marts mars | marzo març março martie | мар марта март бер березня "
        "сакавіка | marca marzec bře března březen marec | mart maaliskuuta március μαρ μαρτίου"
    ),
    (
        "apr april | avr avril abr abril aprile aprilie | апр апреля апрель кві квіт квітня красавіка април | kwi "
        "kwietnia kwiecień dub dubna duben apríla apríl | nis nisan huhtikuuta április απρ απριλίου"
    ),
    (
        "may mei mai maj | mayo mag maggio maio maig | мая май тра трав травня траўня | maja kvě května květen "
        "mája máj | mayıs toukokuuta május μαΐου μάι"
    ),
    (
        "jun june juni | juin junio giu giugno junho juny iun iunie | июн июня июнь чер черв червня чэрвеня юни | "
        "cze czerwca czerwiec června červen júna jún | haz haziran kesäkuuta június ιουν ιουνίου"
    ),
    (
        "jul july juli | juil juillet julio lug luglio julho juliol iul iulie | июл июля июль лип липня ліпеня "
        "юли | lip lipca lipiec července červenec júla júl | tem temmuz heinäkuuta július ιουλ ιουλίου"
    ),
    (
        "aug august augustus augusti | août aoû ago agosto agost | авг августа август сер серп серпня жніўня | "
        "sie sierpnia sierpień srp srpna srpen augusta | ağu ağustos elokuuta augusztus αυγ αυγούστου"
    ),
    (
        "sep sept september | septembre septiembre setiembre set settembre setembro setembre septembrie | сен "
        "сент сентября сентябрь вер верес вересня верасня септември | wrz września wrzesień zář září septembra | "
        "eyl eylül syyskuuta szeptember σεπ σεπτεμβρίου"
    ),
    (
        "oct october okt oktober | octobre octubre ott ottobre out outubro octombrie | окт октября октябрь жов "
        "жовт жовтня кастрычніка октомври | paź października październik říj října říjen októbra október | eki "
        "ekim lokakuuta október οκτ οκτωβρίου"
    ),
    (
        "nov november | novembre noviembre novembro noiembrie noi | ноя нояб ноября ноябрь лис листоп листопада "
        "лістапада ноември | listopada listopad listopadu novembra | kas kasım marraskuuta νοε νοεμβρίου"
    ),
    (
        "dec december dez dezember des desember | déc décembre dic diciembre dicembre dezembro desembre decembrie "
        "| дек декабря декабрь гру груд грудня снежня декември | gru grudnia grudzień pro prosince prosinec "
        "decembra | ara aralık joulukuuta δεκ δεκεμβρίου"
    ),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split() if name != "|"}
"""Lower-case name → 1 to 12."""

ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("cet", "mez", "bst", "west", "wat"), 60),
    **dict.fromkeys(("cest", "mesz", "eet", "sast", "cat"), 120),
    **dict.fromkeys(("eest", "msk", "trt", "eat"), 180),
    "msd": 240,
    "ist": 330,  # India's: Ireland's and Israel's are not seen in feeds
    **dict.fromkeys(("sgt", "hkt", "awst"), 480),
    **dict.fromkeys(("jst", "kst"), 540),
    "aest": 600,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
    "brt": -180,
    **dict.fromkeys(("ast", "edt"), -240),
    "adt": -180,
    **dict.fromkeys(("est", "cdt"), -300),
    **dict.fromkeys(("cst", "mdt"), -360),
    **dict.fromkeys(("mst", "pdt"), -420),
    **dict.fromkeys(("pst", "akdt"), -480),
    "akst": -540,
    "hst": -600,
}
"""Lower-case name → minutes east of Greenwich. The American ones are RFC 5322's (§4.3)."""
