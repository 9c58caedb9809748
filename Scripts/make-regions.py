#!/usr/bin/env python3
"""Writes regions.csv and cities.csv, the region vocabularies.

Usage: Scripts/make-regions.py AREAS.csv [OUTPUT_DIR]

AREAS.csv is ok_data_level3.csv of xiangyuecn/AreaCity-JsSpider-StatsGov (MIT). The ISO codes come from
Debian's package iso-codes, the Chinese country names from its translations. Plain English names where
ISO prints another form are below. Every name and every alias names one place only; the script fails
when two places of equal rank claim the same one.
"""

import csv
import gettext
import json
import pathlib
import sys
import unicodedata

ISO = pathlib.Path("/usr/share/iso-codes/json")
HEADER = ["code", "name", "level", "parent", "aliases"]

# code = plain name | further names
COUNTRIES = """
BN = Brunei | Brunei Darussalam
BO = Bolivia
CD = DR Congo | Democratic Republic of the Congo | Congo-Kinshasa
CG = Republic of the Congo | Congo-Brazzaville
CI = Ivory Coast | Côte d'Ivoire | Cote d'Ivoire
CN = China | People's Republic of China | PRC | mainland China | Chinese mainland | 中国 | 中国大陆 | 全国
CV = Cape Verde | Cabo Verde
CZ = Czechia | Czech Republic
DE = Germany | Federal Republic of Germany | Deutschland | 德国
FK = Falkland Islands
FM = Micronesia
GB = United Kingdom | UK | U.K. | Britain | Great Britain | 英国
GE = Georgia (country)
HK = Hong Kong SAR | Hong Kong, China
IR = Iran
KP = North Korea | DPRK
KR = South Korea | Korea | Republic of Korea | 韩国
LA = Laos | Lao PDR
MD = Moldova
MF = Saint Martin
MM = Myanmar | Burma
MO = Macao SAR | Macau SAR | Macao, China
NL = Netherlands | the Netherlands | Holland
PH = Philippines | the Philippines
PS = Palestine
RU = Russia | Russian Federation | 俄罗斯
SH = Saint Helena
SX = Sint Maarten
SY = Syria
SZ = Eswatini | Swaziland
TL = East Timor | Timor-Leste
TR = Turkey | Türkiye | Turkiye
TW = Taiwan | Chinese Taipei | Taiwan, China
TZ = Tanzania
AE = United Arab Emirates | UAE | U.A.E.
US = United States | US | U.S. | USA | U.S.A. | United States of America | 美国
VA = Vatican City | Holy See
VE = Venezuela
VG = British Virgin Islands
VI = US Virgin Islands | U.S. Virgin Islands
VN = Vietnam | Viet Nam | Socialist Republic of Vietnam | 越南
"""

SUBDIVISIONS = """
RU-CHE = Chelyabinsk
RU-NIZ = Nizhny Novgorod
RU-NVS = Novosibirsk
BE-BRU = Brussels-Capital Region | Brussels Region
BE-VLG = Flanders | Flemish Region
BE-WAL = Wallonia | Walloon Region
CZ-10 = Prague Region | Hlavní město Praha
CZ-20 = Central Bohemia | Central Bohemian Region
CZ-31 = South Bohemia | South Bohemian Region
CZ-32 = Plzen Region | Pilsen Region
CZ-41 = Karlovy Vary Region
CZ-42 = Usti Region | Ústí nad Labem Region
CZ-51 = Liberec Region
CZ-52 = Hradec Kralove Region | Hradec Králové Region
CZ-53 = Pardubice Region
CZ-63 = Vysocina Region | Vysočina Region
CZ-64 = South Moravia | South Moravian Region
CZ-71 = Olomouc Region
CZ-72 = Zlin Region | Zlín Region
CZ-80 = Moravia-Silesia | Moravian-Silesian Region
DK-81 = North Jutland | North Denmark Region
DK-82 = Central Jutland | Central Denmark Region
DK-83 = Southern Denmark | Region of Southern Denmark
DK-84 = Capital Region of Denmark
DK-85 = Zealand | Region Zealand
HU-PE = Pest County
HU-VA = Vas County
HU-HE = Heves County
HU-TO = Tolna County
HU-ZA = Zala County
PK-PB = Punjab, Pakistan | Pakistani Punjab
SE-AB = Stockholm County
SE-AC = Västerbotten
SE-BD = Norrbotten
SE-C = Uppsala County
SE-D = Södermanland
SE-E = Östergötland
SE-F = Jönköping County
SE-G = Kronoberg
SE-H = Kalmar County
SE-I = Gotland
SE-K = Blekinge
SE-M = Skåne | Scania
SE-N = Halland
SE-O = Västra Götaland
SE-S = Värmland
SE-T = Örebro County
SE-U = Västmanland
SE-W = Dalarna
SE-X = Gävleborg
SE-Y = Västernorrland
SE-Z = Jämtland
SK-BC = Banska Bystrica Region | Banská Bystrica Region
SK-BL = Bratislava Region
SK-KI = Kosice Region | Košice Region
SK-NI = Nitra Region
SK-PV = Presov Region | Prešov Region
SK-TA = Trnava Region
SK-TC = Trencin Region | Trenčín Region
SK-ZI = Zilina Region | Žilina Region
ZA-FS = Free State Province
ZA-NW = North West Province
CN-AH = Anhui | 安徽 | 安徽省
CN-BJ = Beijing | Peking | 北京 | 北京市
CN-CQ = Chongqing | 重庆 | 重庆市
CN-FJ = Fujian | 福建 | 福建省
CN-GD = Guangdong | 广东 | 广东省
CN-GS = Gansu | 甘肃 | 甘肃省
CN-GX = Guangxi | Guangxi Zhuang Autonomous Region | 广西 | 广西壮族自治区
CN-GZ = Guizhou | 贵州 | 贵州省
CN-HA = Henan | 河南 | 河南省
CN-HB = Hubei | 湖北 | 湖北省
CN-HE = Hebei | 河北 | 河北省
CN-HI = Hainan | 海南 | 海南省
CN-HK = Hong Kong | Hong Kong Special Administrative Region | HKSAR | 香港 | 香港特别行政区
CN-HL = Heilongjiang | 黑龙江 | 黑龙江省
CN-HN = Hunan | 湖南 | 湖南省
CN-JL = Jilin | 吉林 | 吉林省
CN-JS = Jiangsu | 江苏 | 江苏省
CN-JX = Jiangxi | 江西 | 江西省
CN-LN = Liaoning | 辽宁 | 辽宁省
CN-MO = Macao | Macau | Macao Special Administrative Region | 澳门 | 澳门特别行政区
CN-NM = Inner Mongolia | Nei Mongol | Inner Mongolia Autonomous Region | 内蒙古 | 内蒙古自治区
CN-NX = Ningxia | Ningxia Hui Autonomous Region | 宁夏 | 宁夏回族自治区
CN-QH = Qinghai | 青海 | 青海省
CN-SC = Sichuan | 四川 | 四川省
CN-SD = Shandong | 山东 | 山东省
CN-SH = Shanghai | 上海 | 上海市
CN-SN = Shaanxi | 陕西 | 陕西省
CN-SX = Shanxi | 山西 | 山西省
CN-TJ = Tianjin | Tientsin | 天津 | 天津市
CN-TW = Taiwan Province | 台湾省
CN-XJ = Xinjiang | Xinjiang Uygur Autonomous Region | Xinjiang Uyghur Autonomous Region | 新疆 | 新疆维吾尔自治区
CN-XZ = Tibet | Xizang | Xizang Autonomous Region | Tibet Autonomous Region | 西藏 | 西藏自治区
CN-YN = Yunnan | 云南 | 云南省
CN-ZJ = Zhejiang | 浙江 | 浙江省
US-DC = District of Columbia | Washington, D.C. | Washington, DC | Washington D.C. | Washington DC
US-GA = Georgia | State of Georgia
US-NY = New York | New York State
US-WA = Washington | Washington State
DE-BW = Baden-Württemberg
DE-BY = Bavaria
DE-HE = Hesse
DE-MV = Mecklenburg-Western Pomerania
DE-NI = Lower Saxony
DE-NW = North Rhine-Westphalia
DE-RP = Rhineland-Palatinate
DE-SN = Saxony
DE-ST = Saxony-Anhalt
DE-TH = Thuringia
IN-AN = Andaman and Nicobar Islands | Andaman & Nicobar Islands
IN-CT = Chhattisgarh
IN-DH = Dadra and Nagar Haveli and Daman and Diu
IN-DL = Delhi | National Capital Territory of Delhi | NCT of Delhi
IN-JK = Jammu and Kashmir | Jammu & Kashmir
IN-OR = Odisha | Orissa
IN-PY = Puducherry | Pondicherry
IN-TG = Telangana
IN-UT = Uttarakhand | Uttaranchal
VN-26 = Thua Thien Hue | Thua Thien-Hue | Hue
VN-43 = Ba Ria-Vung Tau | Ba Ria - Vung Tau | Ba Ria–Vung Tau | Vung Tau
VN-47 = Kien Giang | Kiên Giang
VN-CT = Can Tho
VN-DN = Da Nang | Danang
VN-HN = Hanoi | Ha Noi
VN-HP = Hai Phong | Haiphong
VN-SG = Ho Chi Minh City | HCMC | HCM City | Ho Chi Minh | Saigon
VN-33 = Dak Lak | Daklak
GB-WLS = Wales
FR-20R = Corsica
FR-BRE = Brittany
FR-GES = Grand Est
FR-NOR = Normandy
FR-IDF = Île-de-France | Paris Region
FR-PAC = Provence-Alpes-Côte d'Azur | Provence-Alpes-Cote d'Azur
FR-PDL = Pays de la Loire
IT-21 = Piedmont
IT-23 = Aosta Valley | Valle d'Aosta
IT-25 = Lombardy
IT-32 = Trentino-South Tyrol | Trentino-Alto Adige
IT-36 = Friuli-Venezia Giulia
IT-52 = Tuscany
IT-75 = Apulia | Puglia
IT-82 = Sicily
IT-88 = Sardinia
ES-AN = Andalusia
ES-AR = Aragon
ES-AS = Asturias | Principado de Asturias
ES-CL = Castile and León | Castile and Leon
ES-CM = Castilla-La Mancha | Castile-La Mancha | Castilla - La Mancha
ES-CN = Canary Islands
ES-CT = Catalonia | Catalunya | Cataluña
ES-GA = Galicia
ES-IB = Balearic Islands
ES-MC = Region of Murcia | Murcia
ES-MD = Community of Madrid | Comunidad de Madrid | Madrid
ES-NC = Navarre | Navarra | Comunidad Foral de Navarra
ES-PV = Basque Country | País Vasco | Euskadi
ES-VC = Valencian Community | Comunidad Valenciana | Comunitat Valenciana | Valencia
KR-11 = Seoul
KR-26 = Busan
KR-27 = Daegu
KR-28 = Incheon
KR-29 = Gwangju
KR-30 = Daejeon
KR-31 = Ulsan
KR-41 = Gyeonggi
KR-42 = Gangwon
KR-43 = North Chungcheong | Chungbuk
KR-44 = South Chungcheong | Chungnam
KR-45 = North Jeolla | Jeonbuk
KR-46 = South Jeolla | Jeonnam
KR-47 = North Gyeongsang | Gyeongbuk
KR-48 = South Gyeongsang | Gyeongnam
KR-49 = Jeju
MY-04 = Malacca
MY-07 = Penang
MY-14 = Kuala Lumpur
MY-15 = Labuan
MY-16 = Putrajaya
TH-10 = Bangkok
TH-20 = Chonburi | Chon Buri
TH-14 = Ayutthaya | Phra Nakhon Si Ayutthaya
TH-S = Pattaya
ID-BB = Bangka Belitung Islands
ID-JB = West Java
ID-JI = East Java
ID-JK = Jakarta | DKI Jakarta
ID-JT = Central Java
ID-KB = West Kalimantan
ID-KI = East Kalimantan
ID-KR = Riau Islands
ID-KS = South Kalimantan
ID-KT = Central Kalimantan
ID-KU = North Kalimantan
ID-MU = North Maluku
ID-NB = West Nusa Tenggara
ID-NT = East Nusa Tenggara
ID-PB = West Papua
ID-SA = North Sulawesi
ID-SB = West Sumatra
ID-SG = Southeast Sulawesi
ID-SN = South Sulawesi
ID-SR = West Sulawesi
ID-SS = South Sumatra
ID-ST = Central Sulawesi
ID-SU = North Sumatra
BR-DF = Federal District of Brazil | Brasília | Brasilia
CA-QC = Quebec | Québec
MX-CMX = Mexico City | CDMX
MX-COA = Coahuila
MX-MEX = State of Mexico | Estado de México
MX-MIC = Michoacán
MX-VER = Veracruz
PL-02 = Lower Silesia
PL-04 = Kuyavia-Pomerania
PL-06 = Lublin Voivodeship
PL-08 = Lubusz
PL-10 = Łódź Voivodeship
PL-12 = Lesser Poland
PL-14 = Masovia
PL-16 = Opole Voivodeship
PL-18 = Subcarpathia
PL-20 = Podlaskie
PL-22 = Pomerania
PL-24 = Silesia
PL-26 = Holy Cross Voivodeship
PL-28 = Warmia-Masuria
PL-30 = Greater Poland
PL-32 = West Pomerania
RU-AD = Adygea
RU-AL = Altai Republic | Gorno-Altai
RU-ALT = Altai Krai
RU-AMU = Amur Oblast | Amur region
RU-ARK = Arkhangelsk
RU-AST = Astrakhan
RU-BA = Bashkortostan | Bashkiria
RU-BEL = Belgorod
RU-BRY = Bryansk
RU-BU = Buryatia
RU-CE = Chechnya
RU-CHU = Chukotka
RU-CU = Chuvashia
RU-DA = Dagestan
RU-IN = Ingushetia
RU-IRK = Irkutsk
RU-IVA = Ivanovo
RU-KAM = Kamchatka
RU-KB = Kabardino-Balkaria
RU-KC = Karachay-Cherkessia
RU-KDA = Krasnodar Krai | Krasnodar | Kuban
RU-KEM = Kemerovo | Kuzbass
RU-KGD = Kaliningrad
RU-KGN = Kurgan
RU-KHA = Khabarovsk
RU-KHM = Khanty-Mansi | Yugra
RU-KIR = Kirov Oblast | Kirov region
RU-KK = Khakassia
RU-KL = Kalmykia
RU-KLU = Kaluga
RU-KO = Komi Republic | Komi
RU-KOS = Kostroma
RU-KR = Karelia
RU-KRS = Kursk
RU-KYA = Krasnoyarsk
RU-LEN = Leningrad Oblast | Leningrad region
RU-LIP = Lipetsk
RU-MAG = Magadan
RU-ME = Mari El
RU-MO = Mordovia
RU-MOS = Moscow Oblast | Moscow region | Moscow Region
RU-MOW = Moscow
RU-MUR = Murmansk
RU-NEN = Nenets Autonomous Okrug
RU-NGR = Novgorod Oblast | Novgorod region
RU-OMS = Omsk
RU-ORE = Orenburg
RU-ORL = Oryol
RU-PER = Perm Krai | Perm | Perm Territory
RU-PNZ = Penza
RU-PRI = Primorye | Primorsky Krai | Primorsky Territory
RU-PSK = Pskov
RU-ROS = Rostov Oblast | Rostov region | Rostov-on-Don
RU-RYA = Ryazan
RU-SA = Yakutia | Sakha
RU-SAK = Sakhalin
RU-SAM = Samara
RU-SAR = Saratov
RU-SE = North Ossetia
RU-SMO = Smolensk
RU-SPE = Saint Petersburg | St. Petersburg | St Petersburg
RU-STA = Stavropol Krai | Stavropol
RU-SVE = Sverdlovsk | Sverdlovsk region | Yekaterinburg
RU-TA = Tatarstan | Republic of Tatarstan
RU-TAM = Tambov
RU-TOM = Tomsk
RU-TUL = Tula Oblast | Tula region
RU-TVE = Tver
RU-TY = Tuva
RU-TYU = Tyumen
RU-UD = Udmurtia
RU-ULY = Ulyanovsk
RU-VGG = Volgograd
RU-VLA = Vladimir Oblast | Vladimir region
RU-VLG = Vologda
RU-VOR = Voronezh
RU-YAN = Yamalo-Nenets | Yamal
RU-YAR = Yaroslavl
RU-YEV = Jewish Autonomous Oblast
RU-ZAB = Zabaykalsky Krai | Transbaikal
AT-2 = Carinthia | Kärnten
AT-3 = Lower Austria | Niederösterreich
AT-4 = Upper Austria | Oberösterreich
AT-6 = Styria | Steiermark
AT-7 = Tyrol | Tirol
AT-9 = Vienna | Wien
CH-BL = Basel-Country | Basel-Landschaft
CH-BS = Basel | Basel-Stadt | Basel-City
CH-FR = Fribourg | Freiburg
CH-GE = Geneva | Genève
CH-GR = Grisons | Graubünden
CH-JU = Canton of Jura
CH-LU = Lucerne | Luzern
CH-SG = St. Gallen | St Gallen | Sankt Gallen
CH-TI = Ticino
CH-UR = Canton of Uri
CH-ZG = Zug
CH-ZH = Zurich | Zürich
NL-FR = Friesland | Fryslân
NL-LI = Limburg
NL-NB = North Brabant | Noord-Brabant | Brabant
NL-NH = North Holland | Noord-Holland
NL-ZH = South Holland | Zuid-Holland
TR-34 = Istanbul | İstanbul
TR-35 = Izmir | İzmir
TR-48 = Muğla
TR-49 = Muş Province
TR-52 = Ordu Province
TR-65 = Van Province
TR-70 = Karaman Province
TR-72 = Batman Province
TR-27 = Gaziantep
TR-63 = Şanlıurfa | Urfa
"""

# Types that are the main level of a country, where ISO 3166-2 prints more than one.
MAIN_TYPES = {
    "US": {"State", "District"},
    "FR": {"Metropolitan region", "Metropolitan collectivity with special status"},
    "GB": {"Country", "Province"},
    "IT": {"Region", "Autonomous region"},
    "ES": {"Autonomous community", "Autonomous city in north africa"},
    "NL": {"Province"},
    "ID": {"Province", "Capital district", "Special region"},
    "BE": {"Region"},
    "CZ": {"Region", "Capital city"},
    "SK": {"Region"},
    "HU": {"County"},
    "DK": {"Region"},
    "SE": {"County"},
    "PK": {"Province"},
    "ZA": {"Province"},
}
ALL_TYPES = "CN DE IN VN JP KR MY TH BR CA AU MX PL RU AT CH TR".split()
PLAIN_ASCII = {"VN", "IN"}
# Names that are words or surnames elsewhere: only with what makes them a place.
COMMON_WORDS = {"Van", "Batman", "Ordu", "Muş", "Karaman", "Jura", "Uri"}

# GB/T 2260 province number = ISO 3166-2 code
PROVINCES = dict(
    zip(
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split(),
        (
            "CN-BJ CN-TJ CN-HE CN-SX CN-NM CN-LN CN-JL CN-HL CN-SH CN-JS CN-ZJ CN-AH CN-FJ CN-JX CN-SD CN-HA "
            "CN-HB CN-HN CN-GD CN-GX CN-HI CN-CQ CN-SC CN-GZ CN-YN CN-XZ CN-SN CN-GS CN-QH CN-NX CN-XJ"
        ).split(),
    )
)

# Chinese places whose usual English name is not their pinyin, or that share it with another place.
CHINESE_NAMES = """
130400 = Handan
140800 = Yuncheng
141100 = Lüliang | Luliang | Lyuliang | Lvliang
150100 = Hohhot | Huhhot
150600 = Ordos | Erdos
150700 = Hulunbuir | Hulun Buir
150800 = Bayannur
150900 = Ulanqab
150581 = Holingol
150784 = Ergun
152201 = Ulanhot
152202 = Arxan
152501 = Erenhot | Erlianhot
152502 = Xilinhot
152200 = Hinggan League | Hinggan
152500 = Xilingol
152900 = Alxa | Alashan
220200 = Jilin City
222400 = Yanbian | Yanbian Korean Autonomous Prefecture
230100 = Harbin
230200 = Qiqihar
230700 = Yichun, Heilongjiang
230800 = Jiamusi
232700 = Daxing'anling | Greater Khingan
320500 = Suzhou
321200 = Taizhou, Jiangsu
331000 = Taizhou | Taizhou, Zhejiang
341300 = Suzhou, Anhui
350200 = Xiamen | Amoy
350100 = Fuzhou
361000 = Fuzhou, Jiangxi
360900 = Yichun | Yichun, Jiangxi
440100 = Guangzhou | Canton
441900 = Dongguan
450900 = Yulin, Guangxi
451000 = Baise | Bose
430781 = Jinshi
533103 = Mangshi
533401 = Shangri-La
532504 = Mile, Yunnan
513201 = Barkam
540481 = Mainling
540581 = Cona
652902 = Kuqa
654002 = Yining
513200 = Aba | Ngawa
513300 = Garzê | Garze | Ganzi
532800 = Xishuangbanna
533400 = Dêqên | Deqen | Diqing
540100 = Lhasa
540200 = Shigatse | Xigaze
540300 = Chamdo | Qamdo
540400 = Nyingchi | Linzhi
540600 = Nagqu | Naqu
542500 = Ngari | Ali Prefecture
610800 = Yulin | Yulin, Shaanxi
632300 = Huangnan
632500 = Hainan Prefecture
632600 = Golog
632801 = Golmud
650100 = Urumqi | Ürümqi
650200 = Karamay
650400 = Turpan
650500 = Hami | Kumul
652700 = Bortala
652800 = Bayingolin | Bayingol
652801 = Korla
653000 = Kizilsu
653100 = Kashgar | Kashi
653101 = Kashgar City
653200 = Hotan
653201 = Hotan City
654000 = Ili | Yili
654003 = Kuytun
654004 = Khorgos | Horgos
654200 = Tacheng | Tarbagatay
654201 = Tacheng City
654300 = Altay
654301 = Altay City
652901 = Aksu City
652900 = Aksu
653001 = Artux
652701 = Bole
652702 = Alashankou
659002 = Aral
659003 = Tumxuk
659008 = Kokdala
522301 = Xingyi
"""

# Districts and new areas that economic reports name like cities.
DISTRICTS = """
310115 = Pudong | Pudong New Area | 浦东 | 浦东新区
120116 = Binhai New Area | Binhai | 滨海新区
320614 = Haimen | 海门 | 海门区
370215 = Jimo | 即墨 | 即墨区
440115 = Nansha | 南沙区
441204 = Gaoyao | 高要 | 高要区
441202 = Duanzhou | 端州 | 端州区
441203 = Dinghu | 鼎湖 | 鼎湖区
441224 = Huaiji | 怀集 | 怀集县
441226 = Deqing, Guangdong | 德庆 | 德庆县
441223 = Guangning | 广宁 | 广宁县
441225 = Fengkai | 封开 | 封开县
330521 = Deqing | 德清 | 德清县
330522 = Changxing | 长兴 | 长兴县
330523 = Anji | 安吉 | 安吉县
340123 = Feixi | 肥西 | 肥西县
320623 = Rudong | 如东 | 如东县
321322 = Shuyang | 沭阳 | 沭阳县
"""

# parent = cities
OTHER_CITIES = """
DE-NW = Bonn; Bochum; Wuppertal; Bielefeld; Leverkusen
DE-RP = Mainz; Ludwigshafen; Kaiserslautern
DE-SL = Saarbrücken, Saarbruecken
DE-TH = Erfurt; Jena
DE-ST = Bitterfeld; Leuna
DE-MV = Rostock; Schwerin
DE-SH = Kiel; Lübeck, Luebeck
DE-BW = Ulm; Freiburg im Breisgau
DE-NI = Emden; Salzgitter; Osnabrück; Braunschweig
DE-HE = Darmstadt; Wiesbaden
DE-BY = Erlangen; Schweinfurt; Würzburg
IN-MH = Nashik; Aurangabad
IN-AP = Vijayawada; Amaravati; Tirupati
IN-OR = Bhubaneswar; Rourkela
IN-JH = Jamshedpur; Ranchi
IN-PB = Ludhiana
IN-TN = Tiruppur; Sriperumbudur
IN-GJ = Gandhinagar; Jamnagar; Mundra
IN-AS = Guwahati
IN-BR = Patna
IN-CT = Raipur
US-SC = Greenville, South Carolina; Charleston, South Carolina
US-OK = Tulsa
US-KS = Wichita
US-MI = Lansing
US-NM = Albuquerque
US-NE = Omaha
US-AL = Birmingham, Alabama; Montgomery, Alabama
US-IN = Fort Wayne
US-NC = Greensboro
US-OH = Dayton, Ohio; Lordstown
US-TN = Knoxville
JP-22 = Hamamatsu
JP-24 = Yokkaichi
JP-08 = Tsukuba
KR-43 = Cheongju
KR-44 = Asan; Cheonan
KR-45 = Gunsan; Jeonju
KR-46 = Yeosu; Gwangyang
KR-48 = Geoje; Jinju
KR-41 = Icheon
PL-24 = Katowice; Gliwice; Tychy
PL-10 = Łódź, Lodz
PL-18 = Rzeszów, Rzeszow
PL-22 = Gdynia
MX-GUA = Silao; Celaya; Irapuato
MX-COA = Saltillo; Ramos Arizpe
MX-CHH = Ciudad Juárez, Ciudad Juarez
MX-SON = Hermosillo
MX-BCN = Mexicali
BR-SP = São José dos Campos; Campinas; São Bernardo do Campo
BR-SC = Joinville
BR-PE = Recife
BR-CE = Fortaleza
IT-25 = Brescia; Bergamo
IT-34 = Verona; Padua; Venice
ES-GA = Vigo
ES-NC = Pamplona
ES-CL = Valladolid
FR-BRE = Rennes
FR-NOR = Le Havre
FR-GES = Mulhouse
RU-PRI = Vladivostok
US-NY = New York City, NYC; Buffalo; Rochester
US-CA = Los Angeles; San Francisco; San Diego; San Jose, California; Silicon Valley; Sacramento; Fremont, California
US-IL = Chicago
US-TX = Houston; Dallas; Austin; San Antonio; Fort Worth; El Paso
US-PA = Philadelphia; Pittsburgh
US-AZ = Phoenix; Tucson
US-WA = Seattle
US-MA = Boston
US-MI = Detroit; Grand Rapids
US-GA = Atlanta; Savannah
US-FL = Miami; Tampa; Orlando; Jacksonville
US-CO = Denver
US-OR = Portland, Oregon
US-MN = Minneapolis
US-OH = Cleveland; Cincinnati; Columbus, Ohio; Toledo, Ohio
US-MO = St. Louis, St Louis; Kansas City
US-NC = Charlotte; Raleigh
US-TN = Nashville; Memphis; Chattanooga
US-IN = Indianapolis
US-WI = Milwaukee
US-NV = Las Vegas; Reno
US-LA = New Orleans
US-UT = Salt Lake City
US-KY = Louisville
US-AL = Huntsville, Alabama; Mobile, Alabama
US-SC = Spartanburg
DE-BY = Munich, München; Nuremberg, Nürnberg; Ingolstadt; Augsburg; Regensburg
DE-BW = Stuttgart; Mannheim; Karlsruhe; Heilbronn
DE-HE = Frankfurt, Frankfurt am Main; Kassel
DE-NW = Cologne, Köln; Düsseldorf, Dusseldorf; Dortmund; Essen; Duisburg
DE-SN = Leipzig; Dresden; Chemnitz; Zwickau
DE-NI = Hanover, Hannover; Wolfsburg
DE-ST = Magdeburg
DE-BB = Potsdam; Grünheide, Gruenheide
IN-MH = Mumbai, Bombay; Pune; Nagpur
IN-DL = New Delhi
IN-KA = Bengaluru, Bangalore; Mysuru, Mysore
IN-TG = Hyderabad
IN-TN = Chennai, Madras; Coimbatore; Hosur
IN-WB = Kolkata, Calcutta
IN-GJ = Ahmedabad; Surat; Vadodara; Rajkot; Sanand; Dholera
IN-RJ = Jaipur
IN-UP = Lucknow; Kanpur; Noida; Greater Noida
IN-MP = Indore; Bhopal
IN-AP = Visakhapatnam, Vizag
IN-KL = Kochi, India
IN-HR = Gurugram, Gurgaon; Manesar
VN-56 = Bac Ninh City
VN-39 = Bien Hoa
VN-13 = Ha Long
JP-23 = Nagoya; Toyota City
JP-14 = Yokohama; Kawasaki
JP-28 = Kobe
JP-01 = Sapporo
JP-40 = Kitakyushu
JP-04 = Sendai
KR-41 = Suwon; Pyeongtaek; Hwaseong; Yongin
KR-47 = Pohang; Gumi
KR-48 = Changwon
GB-ENG = London; Manchester; Birmingham; Liverpool; Leeds; Sheffield; Sunderland; Coventry; Bristol; Newcastle
GB-SCT = Edinburgh; Glasgow; Aberdeen
GB-WLS = Cardiff
GB-NIR = Belfast
FR-IDF = Paris
FR-ARA = Lyon; Grenoble
FR-PAC = Marseille; Nice, France
FR-OCC = Toulouse; Montpellier
FR-NAQ = Bordeaux
FR-HDF = Lille; Dunkirk, Dunkerque
FR-GES = Strasbourg
FR-PDL = Nantes
IT-25 = Milan, Milano
IT-21 = Turin, Torino
IT-62 = Rome, Roma
IT-72 = Naples, Napoli
IT-45 = Bologna; Modena
IT-42 = Genoa, Genova
ES-CT = Barcelona
ES-AN = Seville, Sevilla; Málaga, Malaga
ES-PV = Bilbao
ES-AR = Zaragoza
MY-07 = George Town; Bayan Lepas; Batu Kawan
MY-02 = Kulim
MY-01 = Johor Bahru
MY-10 = Shah Alam; Petaling Jaya
ID-JI = Surabaya
ID-JB = Bandung; Bekasi; Karawang
ID-SU = Medan
ID-KR = Batam
BR-MG = Belo Horizonte
BR-PR = Curitiba
BR-RS = Porto Alegre
BR-BA = Camaçari, Camacari
BR-AM = Manaus
CA-ON = Toronto; Ottawa; Windsor, Ontario
CA-QC = Montreal, Montréal
CA-BC = Vancouver
CA-AB = Calgary; Edmonton
AU-NSW = Sydney
AU-VIC = Melbourne
AU-QLD = Brisbane
AU-WA = Perth
AU-SA = Adelaide
MX-NLE = Monterrey
MX-JAL = Guadalajara
MX-BCN = Tijuana
PL-14 = Warsaw, Warszawa
PL-12 = Kraków, Krakow
PL-02 = Wrocław, Wroclaw
PL-30 = Poznań, Poznan
PL-22 = Gdańsk, Gdansk
RU-TA = Kazan; Naberezhnye Chelny; Nizhnekamsk; Yelabuga, Elabuga, Alabuga
RU-SAM = Togliatti, Tolyatti
RU-CHE = Magnitogorsk
AE = Dubai; Abu Dhabi
NL-NH = Amsterdam
NL-ZH = Rotterdam
NL-NB = Eindhoven; Veldhoven
BE-BRU = Brussels
BE-VLG = Antwerp; Ghent
BE-WAL = Liège, Liege; Charleroi
CH-VD = Lausanne
AT-4 = Linz
AT-6 = Graz
AT-7 = Innsbruck
HU = Budapest
HU-HB = Debrecen
HU-GS = Győr, Gyor
HU-BK = Kecskemét, Kecskemet
CZ-10 = Prague
CZ-64 = Brno
CZ-80 = Ostrava
CZ-32 = Plzeň, Plzen, Pilsen
CZ-20 = Mladá Boleslav, Mlada Boleslav
SE-AB = Stockholm
SE-O = Gothenburg
SE-AC = Skellefteå, Skelleftea
SK-BL = Bratislava
SK-KI = Košice, Kosice
DK-84 = Copenhagen
DK-82 = Aarhus
ZA-GP = Johannesburg; Pretoria
ZA-WC = Cape Town
ZA-KZN = Durban
PK-PB = Lahore; Faisalabad
PK-SD = Karachi
GE = Tbilisi
TW = Taipei; Hsinchu; Kaohsiung; Taichung
PH = Manila
EG = Cairo
KE = Nairobi
NG = Lagos
SA = Riyadh
BD = Dhaka
"""


def entries(text):
    """The lines of a block, as {code: [name, alias, ...]}."""
    pairs = (line.split(" = ") for line in text.strip().splitlines())
    return {code: [part.strip() for part in names.split("|")] for code, names in pairs}


def ascii_form(name):
    swapped = name.replace("Đ", "D").replace("đ", "d").replace("ł", "l").replace("Ł", "L").replace("’", "'").replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFD", swapped) if not unicodedata.combining(c))


def joined_pinyin(syllables, city_in_name):
    """Syllables as one name: "xi an" is Xi'an, "jing de zhen" Jingdezhen, "da li shi" Dali City."""
    suffix = " shi" if city_in_name else ""
    first, *rest = syllables.removesuffix(suffix).replace("lv", "lü").split()
    return (first + "".join("'" + s if s[0] in "aoe" else s for s in rest)).capitalize() + " City" * city_in_name


class Places:
    """Rows whose names belong to one place each: an alias of another place is left out, a name is an error."""

    def __init__(self, claims):
        """Names settled by hand come first, so that no namesake takes them."""
        self.rows, self.problems = [], []
        self.owner = {name: code for code, names in claims.items() for name in names}

    def add(self, code, level, parent, names):
        name = names[0]
        if self.owner.get(name, code) != code:
            self.problems.append(f"{code}: the name {name} already belongs to {self.owner[name]}")
        self.owner[name] = code
        # ISO puts a second name in brackets, and an asterisk behind some.
        names = [part for n in names for part in [n.split(" [")[0].rstrip("*"), *n.rstrip("]").split(" [")[1:]]]
        names = [n for n in names if not n.startswith("SE-") and " GB-" not in n]
        forms = names[1:] + [form for form in map(ascii_form, names) if form.isascii()]
        forms += [n.replace("'", separator) for n in names if "'" in n for separator in ("", "’")]
        aliases = []
        for alias in forms:
            if "(" in alias:
                continue
            if alias not in ("", name, *aliases) and self.owner.setdefault(alias, code) == code:
                aliases.append(alias)
        self.rows.append([code, name, level, parent, "|".join(aliases)])

    def write(self, path, rows):
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(sorted(rows))


# The languages in which countries that publish tables call themselves.
OWN_LANGUAGES = """
AT de|BE nl fr|BG bg|BR pt|CH de fr it|CZ cs|DK da|EE et|ES es|FI fi|FR fr|GR el|HR hr|HU hu|ID id|IT it|JP ja|KR ko|LT lt|LU fr
LV lv|MY ms|NL nl|NO nb|PL pl|PT pt|RO ro|RS sr|RU ru|SE sv|SI sl|SK sk|TH th|TR tr|UA uk|VN vi
"""


def own_names(code, printed):
    for entry in OWN_LANGUAGES.replace("\n", "|").split("|"):
        if entry.startswith(code + " "):
            for language in entry.split()[1:]:
                yield gettext.translation("iso_3166-1", "/usr/share/locale", languages=[language]).gettext(printed)


def iso_countries(places):
    chinese = gettext.translation("iso_3166-1", "/usr/share/locale", languages=["zh_CN"]).gettext
    plain = entries(COUNTRIES)
    for row in json.loads((ISO / "iso_3166-1.json").read_text(encoding="utf-8"))["3166-1"]:
        code, printed = row["alpha_2"], row.get("common_name", row["name"])
        names = plain.get(code, [printed]) + [printed, row["name"], row.get("official_name", "")]
        names += own_names(code, printed)
        translated = chinese(printed)
        if translated != printed and code not in ("HK", "MO"):
            names.append(translated)
        places.add(code, "country", "", names)


def iso_subdivisions(places):
    plain = entries(SUBDIVISIONS)
    seen = set()
    for row in json.loads((ISO / "iso_3166-2.json").read_text(encoding="utf-8"))["3166-2"]:
        code = row["code"]
        country = code.split("-")[0]
        if country not in ALL_TYPES and row["type"] not in MAIN_TYPES.get(country, ()):
            continue
        seen.add(code)
        printed = row["name"]
        first = ascii_form(printed) if country in PLAIN_ASCII else printed
        places.add(code, "subdivision", country, plain.get(code, [first]) + [printed] * (printed not in COMMON_WORDS))
    for code in sorted(set(plain) - seen):
        places.problems.append(f"{code}: a plain name for a subdivision that ISO 3166-2 does not list")


def chinese_cities(places, areas):
    plain, districts = entries(CHINESE_NAMES), entries(DISTRICTS)
    with open(areas, encoding="utf-8-sig", newline="") as file:
        rows = [(row["ext_id"][:6], row) for row in csv.DictReader(file)]
    municipalities = ("11", "12", "31", "50")
    chosen = []
    for number, row in rows:
        if number[:2] not in PROVINCES or row["deep"] == "0":
            continue
        prefecture = number.endswith("00") and number[:2] not in municipalities
        county_city = row["ext_name"].endswith("市") and not number.endswith("00")
        if prefecture or county_city or number in districts:
            chosen.append((0 if prefecture else 1, number, row))
    province_names = {row[0]: row[1] for row in places.rows if row[0].startswith("CN-")}
    done = set()
    for _, number, row in sorted(chosen, key=lambda item: item[:2]):
        if number in done:
            continue
        done.add(number)
        settled = plain.get(number) or districts.get(number)
        names = list(settled or [joined_pinyin(row["pinyin"], row["name"].endswith("市"))])
        parent = PROVINCES[number[:2]]
        if places.owner.get(names[0], "CN-" + number) != "CN-" + number:
            names[0] = f"{names[0]}, {province_names[parent]}"
        places.add("CN-" + number, "city", parent, names + [row["ext_name"], row["name"]])
    for number in sorted((set(plain) | set(districts)) - done):
        places.problems.append(f"{number}: a name for a place that the area table does not list")


def other_cities(places):
    for line in OTHER_CITIES.strip().splitlines():
        parent, cities = line.split(" = ")
        for city in cities.split(";"):
            whole = city.strip()
            qualified = places.owner.get(whole.split(", ")[-1], "").startswith(parent[:2])
            names = [whole] if qualified else whole.split(", ")
            slug = ascii_form(names[0].split(", ")[0]).lower().replace(".", "").replace(" ", "-")
            places.add(f"{parent}-{slug}", "city", parent, names)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    default = pathlib.Path(__file__).parent.parent / "Sources/Observations/Resources"
    output = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else default
    chinese = {"CN-" + number: names for number, names in {**entries(CHINESE_NAMES), **entries(DISTRICTS)}.items()}
    places = Places({**entries(COUNTRIES), **entries(SUBDIVISIONS), **chinese})
    iso_countries(places)
    iso_subdivisions(places)
    regions = list(places.rows)
    chinese_cities(places, sys.argv[1])
    other_cities(places)
    if places.problems:
        sys.exit("\n".join(places.problems))
    places.write(output / "regions.csv", regions)
    places.write(output / "cities.csv", places.rows[len(regions):])
    print(f"{len(regions)} regions, {len(places.rows) - len(regions)} cities")


if __name__ == "__main__":
    main()
