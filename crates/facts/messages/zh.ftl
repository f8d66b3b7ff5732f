# 读文件、核数据时要对填报人说的话。
# 每条三句：哪里不对；.expected 应当是什么；.todo 怎么办。所在的文件、工作表和单元格由程序另行写出。
# .page 是在网页上怎么办：那里没有命令行，也没有映射文件。

## 整个文件

file-empty = 文件是空的（0 字节）。
    .expected = 一份有内容的工作簿或 CSV 文件
    .todo = 多半是保存或传送失败。请重新导出，或请对方重发。
file-unreadable = 文件读不下去：{ $said }
    .expected = 能够完整读出的文件
    .todo = 把文件复制到本机硬盘再试；仍然不行，请重新导出。
file-too-large = 文件有 { $size }，超过了 { $limit } 的上限，没有读取。
    .expected = 不超过 { $limit } 的文件
    .todo = 一个县的数据远没有这么大。请检查是不是混进了图片或别的内容；确有需要时，按县或按年度拆成几份。
file-kind = 这个文件其实是：{ $kind ->
        [pdf] PDF 文档
        [rtf] RTF 文档
        [docx] Word 文档（docx）
        [doc] Word 文档（doc）
        [odt] 文字文档（odt）
        [pptx] 演示文稿（pptx）
        [ppt] 演示文稿（ppt）
        [xlsb] 二进制工作簿（xlsb）
        [xls2] 很早以前的 Excel 工作簿（1995 年以前的格式）
        [xml2003] “XML 电子表格 2003”
        [xml] XML 文件
        [html] 网页（HTML），只是改叫了别的名字
        [mht] 网页存档（MHT）
        [zip] 压缩包
        [rar] 压缩包（RAR）
        [sevenz] 压缩包（7z）
        [gzip] 压缩包（GZ）
        [image] 图片
        [database] 数据库文件
       *[binary] 程序不认识的文件
    }。没有读取。
    .expected = Excel 工作簿（xlsx、xls）、ODS 表格或 CSV 文件
    .todo = { $kind ->
        [pdf] 改扩展名没有用。请找到做成 PDF 之前的表格，或把数字录入模板。
        [docx] 请把其中的表格复制到工作簿里，另存为 xlsx 再导入。
        [doc] 请把其中的表格复制到工作簿里，另存为 xlsx 再导入。
        [odt] 请把其中的表格复制到工作簿里，另存为 xlsx 再导入。
        [rtf] 请把其中的表格复制到工作簿里，另存为 xlsx 再导入。
        [pptx] 请把其中的表格复制到工作簿里，另存为 xlsx 再导入。
        [ppt] 请把其中的表格复制到工作簿里，另存为 xlsx 再导入。
        [zip] 请先解压，再导入里面的工作簿。
        [rar] 请先解压，再导入里面的工作簿。
        [sevenz] 请先解压，再导入里面的工作簿。
        [gzip] 请先解压，再导入里面的工作簿。
        [image] 图片里的数字程序读不出来，请录入模板。
        [database] 请从原系统导出为工作簿或 CSV。
       *[other] 请用表格软件打开它，另存为 xlsx 再导入；打不开的，请从原系统重新导出。
    }
file-encrypted = 工作簿设有打开密码，没有读取；程序不会尝试密码。
    .expected = 不设密码的工作簿
    .todo = 用表格软件打开，取消密码后另存，再导入。
file-truncated = 文件不完整，后面一截不见了。
    .expected = 完整的文件
    .todo = 多半是下载、拷贝或发送时中断。请重新下载，或请对方重发。
file-damaged = 文件已经损坏，读不出来：{ $said }
    .expected = 表格软件能够正常打开的文件
    .todo = 用表格软件打开，另存为一份新的 xlsx；打不开的，请从原系统重新导出。
file-has-entities = 文件里含有表格软件不会写的内容，可能是恶意文件，没有读取。
    .expected = 表格软件写出的工作簿
    .todo = 请从原系统重新导出；不清楚来源的文件不要打开。
file-unpacks-too-large = 文件不大，展开后却超过 { $limit }，为保护电脑已停止读取。
    .expected = 正常大小的工作簿
    .todo = 请从原系统重新导出；确是正常文件的，用表格软件另存为一份新的 xlsx。
file-too-many-cells = 工作簿的单元格太多，超过了 { $limit } 个的上限，没有读取。
    .expected = 一个县的报表：几百行、几十列
    .todo = 删去用不到的工作表、行和列，另存后再导入；数据很多时改用 CSV。
file-too-many-sheets = 工作表太多，超过了 { $limit } 张的上限。
    .expected = 不超过 { $limit } 张工作表
    .todo = 拆成几个工作簿，分别导入。
file-without-sheets = 文件里没有一张可以读的工作表。
    .expected = 至少一张填了数据的工作表
    .todo = 用表格软件打开看看；是空的，请重新导出。
file-again = 这个文件与“{ $first }”内容完全相同，只读了一次。
    .expected = 每个文件只给一次
    .todo = 不必改动；本想给另一个文件的，请换成那一个。
file-name-misleads = 扩展名与内容不符：内容是{ $kind ->
        [xlsx] Excel 工作簿（xlsx）
        [xls] 旧版 Excel 工作簿（xls）
        [ods] ODS 表格
       *[text] 文本（CSV）
    }，已按内容读取。
    .expected = 与内容一致的扩展名
    .todo = 不影响这次导入；改成正确的扩展名，以免别的程序打不开。

## 文本文件

text-encoding = { $encoding ->
        [UTF-16LE] 这是表格软件存的“Unicode 文本”，已照此读入。
        [UTF-16BE] 这是表格软件存的“Unicode 文本”，已照此读入。
       *[other] 文件的文字编码是 { $encoding }，已照此读入。
    }
    .expected = { $encoding ->
        [UTF-16LE] CSV 文件或“Unicode 文本”
        [UTF-16BE] CSV 文件或“Unicode 文本”
       *[other] UTF-8 或 GBK（GB 18030）编码
    }
    .todo = { $encoding ->
        [UTF-16LE] 不必改动。
        [UTF-16BE] 不必改动。
       *[other] 看看学校名称有没有乱码；有的话，另存为“CSV UTF-8”再导入。
    }
text-damaged = 文件里有 { $count } 格乱码（{ $cells }）。
    .expected = 完好的文字
    .todo = 照原件重新输入；乱码很多时，从原系统重新导出，存为“CSV UTF-8”。
text-rows-limit = 只读了前 { $limit } 行，后面的没有读。
    .expected = 不超过 { $limit } 行
    .todo = 按县或按年度拆成几份，分别导入。
row-too-long = 这一行太长，不像一所学校的数据，没有读入（{ $lines } 行）。
    .expected = 一行一所学校
    .todo = 查看这一行是不是漏了换行或多了引号，改好后重新导入。
quote-open = 这一行有一个引号没有成对，没有读入（{ $lines } 行）。
    .expected = 成对的引号
    .todo = 补上或删去引号后重新导入，最好由表格软件另存为 CSV。

## 怎样读这张表

sheet-not-used = 这张工作表没有用到（{ $rows } 行）。
    .expected = 映射里写明的工作表
    .todo = 如果里面有要导入的数据，请在映射里加上它；没有，就不必理会。
    .page = 里面如果是要填报的数据，把它的表头改成年报表的项目名称后再传；不是，就不必理会。
sheet-unknown = 不认识这张表，{ $rows } 行都没有读入。看到的表头像是：{ $heads }
    .expected = 年报表的项目名称，或已有映射的表头
    .todo = 用 junheng facts map 文件 生成一份映射，核对后用 --map 指明。
    .page = 表头照年报表的项目名称写，或改用本平台的离线填报工作簿。
no-table = 找不到表头和它下面的数据，提不出映射。
    .expected = 一行（或几行）表头，下面每行一所学校；或者一校一表的标签和数值
    .todo = 看看是不是选错了文件；表头在很后面的，删去上面的说明再试。
sheet-hidden = 这是一张隐藏的工作表，也照样看了。
    .expected = 没有隐藏的工作表
    .todo = 里面如果是旧数据，请删去后重新导入。
map-used = 按映射“{ $title }”（{ $map }）读入{ $form }。
    .expected = 与文件相符的映射
    .todo = 列名都对得上，就不必改动；对不上，才用 --map 换一份映射（列名对照表）。
    .page = 核对读入的数据；有对不上的，改用本平台的离线填报工作簿。
map-ambiguous = 有几份映射都对得上这张表：{ $maps }。没有读入。
    .expected = 唯一的一份映射
    .todo = 用 --map 指明用哪一份。
    .page = 表头照年报表的项目名称写，或改用本平台的离线填报工作簿。
map-form-unknown = 映射 { $map } 是给“{ $form }”用的，这次的标准里没有这张表，没有读入。
    .expected = 这次标准里的表
    .todo = 换一份映射，或换一个标准。
    .page = 这个批次不填这张表，不必上传它。
read-by-titles = 没有用映射，按{ $form }自己的项目名称读入 { $count } 列：{ $heads }
    .expected = 与年报表一致的表头
    .todo = 列都对得上，就不必改动；对不上，用 junheng facts map 生成映射（列名对照表）。
    .page = 列都对得上，就不必改动；对不上的，把表头改成年报表的项目名称。
heads-elsewhere = 映射说表头在第 { $stated } 行，实际在第 { $found } 行；已按实际读入。
    .expected = 表头在映射写明的行
    .todo = 核对读入的数据；以后都是这样的，改映射里的 header_rows。
    .page = 核对读入的数据。
heads-not-mapped = 这些列没有读入：{ $heads }
    .expected = 映射里写明用或不用的列
    .todo = 有用的，在映射里写明对应哪个项目；没有用的，写进 [[ignore]]。
    .page = 有用的，把表头改成年报表的项目名称后再传；没有用的，不必理会。
heads-absent = 表里没有这些列：{ $heads }。对应的项目按未填报处理。
    .expected = 映射里写明的每一列
    .todo = 请补上这些列；改了名称的，在映射里改成新的名称。
    .page = 请补上这些列；改了名称的，改回原来的名称。
head-twice = “{ $head }”有几列（{ $columns }列），无法确定用哪一列，都没有读入。
    .expected = 每个表头只有一列
    .todo = 删去多余的列，或改名（例如加上“上年”），再重新导入。
head-unit-unknown = 表头“{ $head }”写的单位是“{ $unit }”，{ $mu ->
        [yes] 不能自动换算成{ $expected }，
       *[no] 换算不成{ $expected }，可能放错了列，
    }这一列没有读入。
    .expected = 单位为{ $expected }
    .todo = { $mu ->
        [yes] 换算成{ $expected }并改表头（1 亩约 666.67 平方米）。
       *[no] 放错了的，换成以{ $expected }为单位的一列；只是单位写错的，改正表头。
    }
head-unit-differs = 表头“{ $head }”写的单位是“{ $unit }”，映射里写的是“{ $map_unit }”；已按映射读入。
    .expected = 表头和映射写同一个单位
    .todo = 核对几个数字的大小；错了的，改映射里的 unit，重新导入。
    .page = 核对几个数字的大小；错了的，把数字换算成这个单位，重新导入。
only-heads = 只有表头，没有一行数据。
    .expected = 表头下面每行一所学校
    .todo = 看看导出时是不是筛选掉了全部学校。
code-head-absent = 找不到“{ $head }”这一列，无法确定每一行是哪所学校。{ $count ->
        [0] {""}
       *[other] 第{ $rows }行（{ $count } 行）都没有读入。
    }表里的 { $columns } 列是：{ $heads }
    .expected = 一列“{ $head }”
    .todo = 在表里补上“{ $head }”一列（学校标识码是 10 位数字）。列名不同的，改成这个名称；确实没有的，请管映射文件的人改为按校名读。
codes-absent = 没有学校标识码，各校按校名区分。
    .expected = 一列 10 位的学校标识码
    .todo = 几份文件要合在一起、或要与往年比较时，请补上标识码：改了校名就对不上了。
county-not-said = 没有写是哪个县，全部算作同一个县。
    .expected = 一列“县区”，或用 --county 写明
    .todo = 文件里只有一个县，用 --county 写上县名；有几个县，请加上“县区”一列。
    .page = 不必理会：按账号所在的县处理。
year-from-title = 没有“年度”一列，按标题或文件名读作 { $year } 年。
    .expected = 一列“年度”，或用 --year 写明
    .todo = 年份不对时，用 --year 写明。
    .page = 年份不对的，在表里加上“年度”一列。
year-not-said = 没有写是哪一年的数据。
    .expected = 一列“年度”，或用 --year 写明
    .todo = 用 --year 写明年份。
    .page = 不必理会：按批次的年份处理。

## 一行

row-without-code = 没有可用的学校标识码，先按校名读入。
    .expected = 10 位的学校标识码
    .todo = 照统计报表补上标识码。
row-needs-code = “{ $name }”没有学校标识码，不知是哪所学校，没有读入。
    .expected = 10 位的学校标识码
    .todo = 照统计报表补上标识码，重新导入。
row-without-name = 这一行有数字，却没有学校标识码和校名，没有读入。
    .expected = 学校标识码或学校名称
    .todo = 补上是哪所学校；如果是合计，请在名称一格写“合计”。
row-without-county = 这一行没有写是哪个县，没有读入。
    .expected = 县区名称
    .todo = 填上县区，或用 --county 写明。
    .page = 填上县区。
county-unknown = 没有写是哪个县，没有归入任何一个县。
    .expected = 县区名称
    .todo = 填上县区；不补，这所学校不会与别的学校一起判定。
row-without-year = 年度写的是“{ $value }”，看不出是哪一年，这一行没有读入。
    .expected = 四位数的年份，例如 2025
    .todo = 改成四位数的年份，重新导入。
year-to-come = 年度写的是“{ $value }”，比 { $latest } 年还晚，这一行没有读入。
    .expected = 不晚于 { $latest } 年的年份
    .todo = 多半是写错了，请改正后重新导入。
row-without-stage = “{ $head }”写的是“{ $value }”，不知是哪个学段，这一行没有读入。
    .expected = 这些写法之一：{ $expected }
    .todo = 改正，或在映射的 [stage] 里写明它是哪个学段。
    .page = 改成学段的名称。
row-without-figures = “{ $name }”这一行只有名称，没有一个数字，没有读入。
    .expected = 学校标识码和数字
    .todo = 是学校的，请填上标识码和数字；不是学校的，请删去。
row-is-a-note = 这一行是说明文字，不是学校，没有读入：{ $text }
    .expected = 每行一所学校
    .todo = 不必改动；如果真是一所学校，请填上标识码或数字。
row-repeats-heads = 这一行又是表头，已跳过。
    .expected = 表头只出现一次
    .todo = 不必改动；分页打印重复的表头可以删去。
row-twice = 与{ $first }重复：学校标识码都是 { $code }（{ $year } 年{ $staged ->
        [yes] ，{ $stage }
       *[no] {""}
    }），{ $same ->
        [yes] 两行数字完全相同，只读入一次。
       *[no] 数字却不一样（{ $differs }）。已采用{ $first }，本行没有读入。
    }
    .expected = 每所学校每年{ $staged ->
        [yes] 每学段
       *[no] {""}
    }一行
    .todo = { $same ->
        [yes] 删去重复的一行。
       *[no] 查明哪一行对，删去错误的一行；两行是两所学校的，请改正标识码。
    }
rows-disagree = “{ $column }”在 { $first } 写的是 { $kept }，这里写的是 { $value }；已采用前面的。
    .expected = 同一所学校同一个项目只有一个数字
    .todo = 查明哪个对，改正另一个，重新导入。
rows-joined = { $count } 行与“{ $with }”中的同一学校合在一起：项目不重复，重复的数字一致。
    .expected = 各表的项目互不重复，或数字一致
    .todo = 不必改动；如果不该合在一起，请分开导入。
row-short = 这一行只有 { $have } 格，表头有 { $want } 格；{ $columns }列（{ $heads }）按未填报处理。
    .expected = 每行 { $want } 格
    .todo = 看看是不是漏了逗号，数字有没有错位。
code-in-scientific = 学校标识码是“{ $value }”这样的科学记数，后几位已经丢失，无法还原{ $loaded ->
        [no] ，没有读入。
       *[yes] 。
    }
    .expected = 完整的 10 位标识码
    .todo = 回到原始文件，先把这一列设为“文本”，再另存为 CSV；或直接导入 xlsx。
code-lost-digits = 学校标识码“{ $value }”不是完整的代码{ $loaded ->
        [no] ，没有读入。
       *[yes] 。
    }
    .expected = 10 位的学校标识码，按文本存放
    .todo = 把这一列设为“文本”，照统计报表重新输入。
code-form = 学校标识码“{ $value }”{ $problem ->
        [length] 不是 10 位
        [sign] 夹有不是数字的字符（常见的是字母 l、O 当作 1、0）
        [category] 的前两位不是学校类别
       *[province] 的第三、四位不是省份代码
    }，已按所写读入。
    .expected = 10 位数字：两位类别、两位省份、六位顺序号
    .todo = 照统计报表改正，否则与往年数据、与别的表都对不上。
name-looks-like-formula = “{ $column }”像一个公式：{ $value }。已按普通文字读入，没有执行。
    .expected = 普通的名称或代码
    .todo = 文件来源可靠的，改回原来的文字；不可靠的，不要打开，请对方重发。
cell-outside-heads = 这里写着“{ $value }”，上面没有表头，没有读入。
    .expected = 每个数字都在一个表头下面
    .todo = 不要的请删去；要的，请补上表头。
text-too-long = 这一格的文字太长，不像名称或代码，没有读入：{ $value }
    .expected = 学校名称、代码等简短的文字
    .todo = 改成名称；说明文字请放到表外。
cell-damaged = 这一格有乱码：{ $value }。没有读入。
    .expected = 完好的文字
    .todo = 照原件重新输入；乱码很多时，从原系统重新导出，存为“CSV UTF-8”。
totals-differ = 合计行“{ $column }”写的是 { $stated }，各校相加是 { $loaded }，相差 { $difference }。
    .expected = 合计等于读入的各校之和
    .todo = 查是不是漏了学校、有的格子没有读出来，或者合计没有重算。各校数据已经读入。
totals-agree = { $count } 个合计行与各校之和一致。
    .expected = 合计等于各校之和
    .todo = 不必改动。

## 一格

cell-not-a-number = “{ $column }”写的是“{ $value }”，这里要数字。按未填报处理。
    .expected = 一个数字，单位为{ $unit }
    .todo = 改成数字；没有数据就空着。
cell-is-a-formula = “{ $column }”里是文字“{ $value }”，像公式而不是数字。没有执行，按未填报处理。
    .expected = 一个数字，单位为{ $unit }
    .todo = 填上数字；来历不明的公式不要运行。
cell-is-an-error = “{ $column }”的公式出错了：{ $value }。按未填报处理。
    .expected = 一个数字，单位为{ $unit }
    .todo = 改好公式，或直接填上数字，保存后重新导入。
cell-not-calculated = “{ $column }”是一个没有算出结果的公式。按未填报处理。
    .expected = 一个数字，单位为{ $unit }
    .todo = 用表格软件打开，让它重新计算，保存后再导入。
cell-is-a-date = “{ $column }”里是日期 { $value }，这里要数字。按未填报处理。
    .expected = 一个数字，单位为{ $unit }
    .todo = 像是数字被表格软件变成了日期。把格式改为“常规”，照原表重新输入。
cell-in-wan = “{ $column }”写的是“{ $value }”，带有“万”“亿”等字。按未填报处理。
    .expected = 写全的数字，单位为{ $unit }
    .todo = 写成完整的数字，例如 1.2 万写成 12000。
cell-unit-differs = “{ $column }”写的是“{ $value }”，单位与这一列不同。按未填报处理。
    .expected = 单位为{ $unit }
    .todo = 换算成{ $unit }，只写数字。
cell-in-scientific = “{ $column }”写的是“{ $value }”这样的科学记数，后几位可能已经丢失。按未填报处理。
    .expected = 写全的数字，单位为{ $unit }
    .todo = 照原表写出完整的数字。
cell-separators = “{ $column }”写的是“{ $value }”，逗号的位置不对，看不出是多少。按未填报处理。
    .expected = 一个数字，单位为{ $unit }；千分位每三位一个逗号
    .todo = 去掉逗号；小数点请用“.”。
cell-too-long = “{ $column }”的数字太大，或位数太多：{ $value }。按未填报处理。
    .expected = 合乎情理的数字，单位为{ $unit }
    .todo = 核对原表，改正。
cell-not-whole = “{ $column }”写的是 { $value }，应当是整数。按未填报处理。
    .expected = 整数，单位为{ $unit }
    .todo = 核对原表，改成整数。
cell-negative = “{ $column }”写的是 { $value }，不能是负数。按未填报处理。
    .expected = 0 或正数，单位为{ $unit }
    .todo = 多半是多了一个减号，请核对后改正。
cell-per-cent = “{ $column }”写的是百分数 { $value }，这里要的不是比例。按未填报处理。
    .expected = 实际的数，单位为{ $unit }
    .todo = 填实际的数，不填比例。
cell-not-an-option = “{ $column }”写的是“{ $value }”，不在选项之内。按未填报处理。
    .expected = 其中之一：{ $options }
    .todo = 改成其中一项；这种写法很多时，请管映射文件的人写明它相当于哪一项。
    .page = 改成其中一项。
cell-in-merged = “{ $column }”有 { $count } 格与上面合并成一格（{ $cells }），数字只算在最上面一行。
    .expected = 每所学校各填一格
    .todo = 取消合并，各校分别填写；确实共用的，请说明怎样分。
cell-has-unit = “{ $column }”有 { $count } 格带着单位（{ $cells }），已读作数字。
    .expected = 只写数字
    .todo = 不必改动；以后只写数字更稳妥。
cell-small-per-cent = “{ $column }”是百分数，有 { $count } 格不大于 1（{ $cells }），已按百分之几读入：0.95 读作 0.95%。
    .expected = 百分数，例如 95 或 95%
    .todo = 本意是 95% 而写成 0.95 的，请改成 95。
figure-not-asked = “{ $column }”有 { $count } 格（{ $cells }）填了这个学段不需要的数字，没有读入。
    .expected = 该学段需要的项目
    .todo = 学段填错的，请改正；没有填错，不必理会。
said-not-reported = “{ $column }”有 { $count } 格（{ $cells }）按映射的规定当作未填报。
    .expected = 真实的数字；没有就空着
    .todo = 其中如有真实的数字，请改映射里的 zero 或 missing。
    .page = 其中如有真实的数字，请在表单里直接填写。

## 卡片表和统计表

label-twice = 标签“{ $label }”有几处（{ $cells }），无法确定用哪一处，没有读入。
    .expected = 每个标签只有一处
    .todo = 删去多余的，或改名。
label-several = “{ $label }”在表里不止一处（{ $cells } 也是），用的是最先出现的一处。
    .expected = 能够唯一确定的行名和列名
    .todo = 核对数字；不对的，在映射里把行名写全，例如“校舍建筑面积 / 合计”。
    .page = 核对数字；不对的，请在表单里直接填写。
label-not-found = { $table } 里找不到：{ $labels }。对应的项目按未填报处理。
    .expected = 与映射一致的行名和列名
    .todo = 对照表格，在映射里改成表上的写法。
    .page = 对照表格，把行名改成原来的写法，或在表单里直接填写。
table-not-found = 文件里没有这些统计表：{ $tables }。
    .expected = 映射用到的统计表
    .todo = 学校没有相应学段的，不必理会；漏了的，请一并导出。
table-without-school = 这个工作簿里有几所学校，这张表没有写是哪一所，没有读入。
    .expected = 每张表写明学校标识码，或一个工作簿只有一所学校
    .todo = 按学校分开导出。
card-again = 在前面（{ $first }）已有一张表，两张合在一起。
    .expected = 每所学校每年一张表
    .todo = 两张内容重复的，删去一张。

## 汇总

more-alike = 同样的问题（{ $code }）还有 { $count } 处，在这些行：{ $rows }
    .expected = 同上
    .todo = 同上
stopped = 读到第 { $rows } 行时按要求停下，后面的没有读。
    .expected = 读完全部文件
    .todo = 需要完整结果时，请重新运行。
campus-without-parent = 不计校数的校区，主校标识码“{ $parent }”在数据里找不到，校区仍单独成行。
    .expected = 主校在同一批数据里
    .todo = 改正主校标识码，或补上主校的数据。
campus-part-missing = 校区并入后，“{ $column }”有的校区没有填（{ $parts }），合计按未填报处理。
    .expected = 主校和各校区都填了这一项
    .todo = 补上没有填的；没有的填 0。
campus-merged = 不计校数的校区，已并入主校“{ $parent }”。
    .expected = 不计校数的校区并入主校
    .todo = 不必改动；校区应单独计校数的，把“是否计校数”改为“是”。

## 名单（机构、账号）

list-without-heads = 没有找到名单的表头。
    .expected = 前 20 行里有一行表头，其中有：{ $heads }
    .todo = 请用下载的模板填写，不要改动表头；或者看看是不是选错了文件。
list-too-long = 名单太长，从这一行起没有读。
    .expected = 一次最多 { $limit } 行
    .todo = 请分几次导入。
list-cell-unread = 这一格读不出内容：“{ $value }”
    .expected = 不超过 200 个字的文字
    .todo = 公式出错的请改正或粘贴为数值；太长的请删短。
## 位置与地图

places-not-geojson = 这个文件不是能用的 GeoJSON：内容不全，或不是 GeoJSON 的写法（读的程序说：{ $said }）
    .expected = GeoJSON（RFC 7946），或带“学校标识码、经度、纬度”的工作簿
    .todo = 在 GIS 软件里另存为 GeoJSON，编码用 UTF-8。
places-other-system = 文件用的坐标系是 { $system }，不是经纬度。
    .expected = 经纬度（WGS 84 或 CGCS2000），单位为度
    .todo = 在 GIS 软件里导出时，坐标系选 EPSG:4326 或 EPSG:4490。
places-projected = 有 { $count } 处坐标不是经纬度（第一处：{ $x }，{ $y }），像是以米为单位的投影坐标。
    .expected = 经度 70 到 140，纬度 0 到 60，单位为度
    .todo = 在 GIS 软件里导出时，坐标系选 EPSG:4326 或 EPSG:4490。
places-swapped = 有 { $count } 处经纬度写反了（第一处：{ $x }，{ $y }）。
    .expected = 经度在前，纬度在后
    .todo = 把两个数对调后再上传。
places-elsewhere = 有 { $count } 处坐标不在我国范围（第一处：{ $x }，{ $y }）。
    .expected = 经度 70 到 140，纬度 0 到 60
    .todo = 核对这些坐标。
places-too-detailed = 图形太细，有 { $count } 个点，最多 { $limit } 个，没有读入。
    .expected = 够画一个县的图形
    .todo = 在 GIS 软件里简化图形后再上传。
places-broken = 有 { $count } 个图形不完整，没有读入。
    .expected = 每个面至少四个点，首尾相接
    .todo = 在 GIS 软件里修复图形后再上传。
places-nothing = 文件里没有可用的图形，也没有可用的学校位置。
    .expected = 乡镇或县的面，或带学校标识码（名称）的点
    .todo = 换一个文件再上传。
places-not-used = 有 { $count } 个线、点群等图形，地图用不着，没有读入。
    .expected = 面和单个的点
    .todo = 不必理会。
places-unnamed = 有 { $count } 个点没有写是哪所学校，没有读入。
    .expected = 每个点写明学校标识码（code）或学校名称（name）
    .todo = 补上后再上传。
place-incomplete = “{ $name }”的经度或纬度没有填，没有读入。
    .expected = 经度、纬度都填
    .todo = 补上后再上传。
