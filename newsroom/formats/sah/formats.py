# Sakha puts the month before the day: «сэтинньи 22 күнэ».
DATE_FORMAT = "E j \\к\\ү\\н\\э Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "E j \\к\\ү\\н\\э Y, H:i"
YEAR_MONTH_FORMAT = "Y \\с. F"
MONTH_DAY_FORMAT = "E j \\к\\ү\\н\\э"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]
DATETIME_INPUT_FORMATS = ["%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
