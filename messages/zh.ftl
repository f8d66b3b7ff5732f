# 程序说的每一句话。事实一间（读文件、查数据）的话在 crates/facts/messages。

## 失败：做不到的时候

failure-head = 出错了
label-todo = 怎么办
label-code = 代码
list-and-more = { $list } 等，另有 { $more } 个

failure-file-not-found = 找不到文件“{ $path }”。
    .todo = 核对文件名和所在文件夹；名称里有空格时，请用引号把整个路径括起来。
failure-is-folder = “{ $path }”是文件夹，不是文件。
    .todo = 写出文件夹里的文件，例如“{ $path }/*.xlsx”。
failure-may-not-read = 没有权限读“{ $path }”。
    .todo = 请文件的主人开放读权限，或把文件复制到自己的文件夹。
failure-cannot-read = 读不了“{ $path }”：{ $said }
    .todo = 如果文件在U盘或网络盘上，先复制到本机再试。
failure-may-not-write = 没有权限写“{ $path }”。
    .todo = 用 --out 换一个自己能写的文件夹；文件若正在别的程序里打开，请先关闭。
failure-disk-full = 磁盘已满，没有写出“{ $path }”。
    .todo = 清出空间，或用 --out 换一个磁盘；没有留下写了一半的文件。
failure-no-folder = “{ $path }”所在的文件夹不存在。
    .todo = 先建好文件夹，或用 --out 换一个位置。
failure-cannot-write = 写不了“{ $path }”：{ $said }
    .todo = 用 --out 换一个位置再试；没有留下写了一半的文件。
failure-screen = 写不到标准输出：{ $said }
    .todo = 用 --out 写到文件里。
failure-not-for-terminal = { $format } 格式不能显示在屏幕上。
    .todo = 用 --out 写到文件里，例如“--out 结果.{ $format }”。
failure-unknown-standard = 没有名为“{ $written }”的标准包。
    .todo = 可用的有：{ $known }。自己的标准包放在一个文件夹里，用 --packs 指明。
failure-no-packs = “{ $path }”里没有标准包。
    .todo = 标准包是一个含有 pack.toml 的文件夹；--packs 指向它，或指向放着几个标准包的文件夹。
failure-broken-pack = 标准包有 { $count } 处错误，见上。
    .todo = 按上面指出的文件和行改正，再用 junheng standards check 核对。
failure-unknown-position = 没有这样的口径：{ $written }
    .todo = 可用的有：{ $known }。各项口径的含义见“junheng standards print”。
failure-unknown-map = 没有名为“{ $written }”的映射，也没有这个文件。
    .todo = 可用的有：{ $known }。新的工作簿先用 junheng facts map 生成映射。
failure-nothing-to-map = “{ $path }”里没有找到表格，拟不出映射。
    .todo = 看看是不是选错了文件；表格前面的空行不要超过几百行。
failure-nothing-loaded = 没有读到任何一所学校。{ $out ->
        [yes] { $kept ->
            [yes] 没有写出文件；原有的“{ $path }”未改动。
           *[no] 没有写出文件。
        }
       *[no] {""}
    }
    .todo = { $typed ->
        [yes] 看每个问题的改法：
       *[no] 看每个问题的改法：把刚才的命令换成 junheng facts check（文件和选项不变，去掉 --out、--format、--fail）再运行一次。
    }
failure-over-input = “{ $path }”是这次要读的文件，不能写到它上面；没有写出，文件未改动。
    .todo = 用 --out 换一个文件名。
failure-already-there = “{ $path }”已存在，没有写出。
    .todo = 换一个文件夹，或先移走这些文件。
failure-unknown-ending = 不认识扩展名 { $written }；可以是 { $known }。
    .todo = 给 --out 换一个扩展名；要保留这个文件名，用 --format 写明格式。
failure-not-this-format = 这个命令写不出 { $written } 格式。
    .todo = 可以是：{ $known }。
failure-unknown-county = 数据里没有“{ $written }”。
    .todo = 数据里有：{ $known }。
failure-unknown-year = 数据里没有 { $written } 年。
    .todo = 数据里有：{ $known }。
failure-not-a-record = “{ $path }”不是 junheng assess --format json 写出的结果。
    .todo = 先用 junheng assess … --format json --out 结果.json 各写一份，再比较这两份。
failure-other-record = “{ $path }”的格式是 { $format }，这里要的是 junheng.run/1。
    .todo = 先用 junheng assess … --format json --out 结果.json 各写一份，再比较这两份。
failure-unknown-subject = 看不懂要解释的是什么：“{ $written }”。
    .todo = 写法：“学校 学段 指标”（学校用标识码或全名），例如“某某小学 小学 R4”；“学段 指标 CV”，例如“小学 R4 CV”；或项目编号，例如 G3。
failure-unknown-school = 数据里没有叫“{ $written }”的学校。
    .todo = { $any ->
        [none] 学校写标识码，或数据里的全名。
       *[some] 是不是：{ $known }
    }
failure-unknown-stage = 没有叫“{ $written }”的学段。
    .todo = 学段有：{ $known }。
failure-unknown-indicator = 没有叫“{ $written }”的指标或项目。
    .todo = 相近的有：{ $known }。
failure-unknown-test = 这个项目里没有叫“{ $written }”的要求。
    .todo = 有：{ $known }。
failure-no-such-stage = “{ $school }”没有{ $stage }这个学段。
    .todo = 它有：{ $known }。
failure-stage-missing = “{ $written }”没有写明学段。
    .todo = 例如写成：“{ $example }”。
failure-no-figure = “{ $written }”没有可以解释的数字。
    .todo = 逐校核对的要求，后面要写学校，例如“G3 music 某某小学”；差异系数，可能没有一所学校报了它要用的数据，见“junheng gaps”。
failure-interrupted = 已按 Ctrl-C 停下，没有写出任何结果。

## 命令行写错的时候

usage-did-you-mean = 是不是要写：{ $meant }
usage-see-help = 详细用法：{ $command } --help
usage-unknown-argument = 不认识 { $argument }
usage-unknown-command = 没有“{ $written }”这个命令
usage-no-command = 没有写要做什么
usage-missing = 缺少 { $arguments }
usage-no-value = { $argument } 后面要写一个值
usage-unknown-value = { $argument } 不能是“{ $value }”，可以是：{ $known }
usage-not-a-day = { $argument } 不能是“{ $value }”：日期写成 2026-09-01 这样
usage-not-a-position = { $argument } 不能是“{ $value }”：写成 开关=选项，例如 retention=f1
usage-bad-value = { $argument } 不能是“{ $value }”：{ $said }
usage-too-many = { $argument } 不需要“{ $value }”
usage-repeated = { $argument } 重复了，或与别的选项冲突
usage-not-utf8 = 命令行里有不能识别的字符

## 帮助

help-usage = 用法
help-commands = 命令
help-command = 命令
help-option = 选项
help-arguments = 参数
help-options = 选项
help-everywhere = 各命令通用
help-examples = 例子
help-default = （不写时为 { $value }）

help-junheng = 均衡：用学校和县里现有的数据，按《县域义务教育优质均衡发展督导评估办法》判定一个县，并说清每一个数字。
    .examples =
        junheng sample 示例县
        junheng assess 示例县/* --day 2026-09-01
        junheng explain 示例县/* --of "小学 R4 CV"
help-assess = 评估：从文件到判定
    .long = 读文件，按标准逐校、逐项判定，给出差异系数、不达标的学校和还缺的数据。文件可以是 .xlsx、.xls、.ods 或 CSV（UTF-8、GBK 都可以），可以一次给许多个。
    .examples =
        junheng assess 学校.xlsx 县级.xlsx --day 2026-09-01
        junheng assess *.csv --standard school-conditions --county 臺南市
        junheng assess 学校.xlsx --format html --out 报告.html
help-explain = 解释：任何一个数字的依据、公式、拆分、原始数据和单元格
    .examples =
        junheng explain 学校.xlsx --of "甲小学 小学 R4"
        junheng explain 学校.xlsx --of "小学 R4 CV"
        junheng explain 学校.xlsx G3
help-gaps = 缺口：每所学校离标准还差多少教师、面积、经费、教室
    .examples =
        junheng gaps 学校.xlsx 县级.xlsx --day 2026-09-01
        junheng gaps 学校.xlsx --out 缺口.csv
help-compare = 比较：两次评估之间什么变了，是数据变了，还是标准或公式变了
    .examples =
        junheng assess 2025.xlsx --format json --out 2025.json
        junheng assess 2026.xlsx --format json --out 2026.json
        junheng compare 2025.json 2026.json
help-facts = 数据：读入、检查、建立映射
    .examples =
        junheng facts check 学校.xlsx
help-facts-import = 读入：看每一行、每一个单元格读成了什么
    .examples =
        junheng facts import 学校.xlsx
        junheng facts import 学校.xlsx --out 读成的表.csv
help-facts-check = 检查：列出数据里的全部问题，说明在哪里、怎么改
    .examples =
        junheng facts check 学校.xlsx 县级.xlsx
        junheng facts check 学校.xlsx --out 问题清单.csv
help-facts-map = 映射：为没见过的工作簿拟一份映射文件，供核对修改
    .examples =
        junheng facts map 学校.xlsx --out 学校.map.toml
help-standards = 标准：列出、打印、核对、测试、比较标准包
    .examples =
        junheng standards list
help-standards-list = 列出可用的标准包
    .examples =
        junheng standards list
help-standards-print = 打印一个标准：各项要求、当日有效值、出处、口径
    .examples =
        junheng standards print --day 2026-09-01
        junheng standards print --overlay liaoning
help-standards-check = 核对标准包写得对不对；有错时指出文件、行和公式里的位置
    .examples =
        junheng standards check
        junheng standards check my-province --packs overlays
help-standards-test = 用标准包自带的例子测试判定是否如督学所期
    .examples =
        junheng standards test my-province --packs overlays
help-standards-diff = 比较两个标准（或同一标准的两个日期）的数值和公式
    .long = 比较两个标准的数值和公式。写法：标准包[+补充包…][@日期]，例如 quality-balance-2017@2024-09-01 与 quality-balance-2017+liaoning@2026-09-01。
    .examples =
        junheng standards diff quality-balance-2017 quality-balance-2017+liaoning
help-sample = 生成一个虚构的示例县（约70所学校，三年数据），供试用
    .examples =
        junheng sample 示例县
        junheng sample 示例县2 --seed 2 --schools 30
help-doctor = 自查：终端、编码、标准包、读写权限是否正常，不正常时怎么办
    .examples =
        junheng doctor

arg-files = 要读的文件
    .value = 文件
arg-map = 按这份映射读文件：映射的名称，或映射文件
    .value = 映射
arg-year = 只看这一年的数据（不写时为文件里最新的一年）
    .value = 年度
arg-county = 只看这一个县（市、区）
    .value = 县名
arg-standard = 按哪个标准评估
    .value = 标准包
arg-overlay = 再加一个补充包（如省级标准），可以写几次
    .value = 补充包
arg-day = 按哪一天有效的标准判定（不写时为今天）
    .value = 日期
arg-profile = 改变一项口径，例如 retention=f1；可以写几次
    .value = 开关=选项
arg-out = 写到文件里，不显示在屏幕上；没有写 --format 时按扩展名决定格式
    .value = 文件
arg-format = 输出的格式：table（屏幕上的表）、json、csv、xlsx、html
    .value = 格式
arg-explain-format = 输出的格式：table、json
    .value = 格式
arg-gaps-format = 输出的格式：table、json、csv
    .value = 格式
arg-compare-format = 输出的格式：table、json
    .value = 格式
arg-facts-import-format = 输出的格式：table（概况）、csv（读成的表）、json
    .value = 格式
arg-facts-check-format = 输出的格式：table、json、csv
    .value = 格式
arg-fail = 只要有一个县没有判定为达标，就以退出码 3 结束
arg-of = 要解释什么：“学校 学段 指标”“学段 指标 CV”、项目编号，可以写几次
    .value = 对象
arg-explain-files = 要读的文件；后面可以直接写要解释的对象
    .value = 文件
arg-before = 前一次的结果（assess --format json）
    .value = 前
arg-after = 后一次的结果
    .value = 后
arg-standards-diff-before = 一个标准：标准包[+补充包…][@日期]
    .value = 标准
arg-standards-diff-after = 另一个标准
    .value = 标准
arg-facts-map-standard = 映射到哪个标准包的报表
arg-facts-map-overlay = 连同一个补充包的栏目，可以写几次
arg-facts-map-out = 写到文件里，不显示在屏幕上
arg-file = 要看的文件
    .value = 文件
arg-standards = 标准包的名称；不写时为全部
    .value = 标准包
arg-folder = 放示例县的文件夹
    .value = 文件夹
arg-seed = 随机种子；同一个种子总是生成同样的县
    .value = 数字
arg-schools = 大约多少所学校
    .value = 数字
arg-lang = 语言：zh 或 en（也可以用环境变量 JUNHENG_LANG）
    .value = 语言
arg-color = 颜色：auto、always、never
    .value = 时机
arg-quiet = 少说话：只输出数据和错误
arg-packs = 另外的标准包文件夹；同名的替换内置的
    .value = 文件夹
arg-help = 显示用法
arg-version = 显示版本

## 标准包

column-id = 编号
column-title = 名称
column-version = 版本
column-contents = 内容
column-from = 来自
pack-usual = 默认
pack-built-in = 内置
pack-extends = 补充 { $base }
pack-contents = { $indicators } 项指标，{ $items } 个项目，{ $cases } 个例子
pack-error-here = 这里
standards-list-hint = 看一个标准的全文：junheng standards print { $id }
standards-check-good = { $id }：没有错误（参数 { $parameters } 个，指标 { $indicators } 项，项目 { $items } 个，映射 { $maps } 份）
standards-check-bad = { $id }：{ $count } 处错误
standards-test-pack = { $id }：{ $total } 个例子，{ $passed } 个符合
standards-test-summary = 合计 { $total } 个例子，{ $passed } 个符合
standards-test-failure = { $of }：期望 { $expected }，得到 { $found }
standards-test-cannot = 这个例子没法判：{ $said }
standards-diff-summary = { $differ } 处不同，{ $same } 处相同
standard-head = { $id } { $version } · 日期 { $day } · 标准指纹 { $hash }
title-documents = 依据的文件
title-switches = 口径
title-parameters = { $day } 有效的数值
title-measures = 有名称的公式
title-sections = 哪些学校列入、怎样拆分
title-indicators = 指标
label-overlay = 补充包
label-note = 说明
label-other-positions = 还可以选
label-source = 出处
label-formula = 公式
label-limit = 标准值
label-floor = 下限
label-shared = 拆分
label-rule = 规则
label-evidence = 材料
indicator-shared = 全校总量按学段拆分
rule-schools = { $all } 项指标中至少 { $least } 项达到标准值，其余不低于下限
rule-applies = { $require }（适用于 { $applies }）
parameter-not-in-force = 当日没有有效值
column-stage = 学段
column-value = 值
column-what = 什么
basis-official = 正式文本
basis-transcription = 公开转录
basis-memory = 记忆，待核
basis-ours = 本项目自定

## 自查

column-check = 检查
column-found = 情况
doctor-good = 一切正常。
doctor-bad = 有需要处理的地方，见上。
doctor-version-title = 版本
doctor-version = 均衡 { $version }（{ $system }，{ $machine }）
doctor-encoding-title = 文字编码
doctor-no-locale = 没有设置语言环境
doctor-encoding-todo = 终端的编码设为 UTF-8，例如先执行“export LANG=C.UTF-8”。
doctor-terminal-title = 屏幕
doctor-terminal = 终端，宽 { $width } 列
doctor-no-terminal = 不是终端（按 { $width } 列排版）
doctor-terminal-todo = 把窗口拉宽到80列以上；或用 COLUMNS=100 指定宽度。
doctor-packs-title = 标准包
doctor-packs = { $packs } 个，自带例子 { $total } 个，{ $passed } 个符合
doctor-packs-todo = 用 junheng standards check 和 junheng standards test 看是哪一个。
doctor-writing-title = 写文件
doctor-writing = 可以写 { $folder }
doctor-writing-todo = 换一个能写的文件夹，或用 --out 指明位置。
doctor-day-title = 今天
doctor-day-todo = 本机的日期不对，请校准；或用 --day 写明日期。

## 读文件和评估

progress-reading = 正在读第 { $number }/{ $files } 个文件 { $file }：{ $rows } 行
progress-judging = 正在评估 { $counties } 个县
note-written = 已写入 { $path }
note-map-used = 按映射文件 { $map } 读取

outcome-pass = 达标
outcome-fail = 不达标
outcome-cannot-decide = 无法判定
outcome-not-judged = 不判定
item-met = 达标
item-not-met = 不达标
item-cannot-decide = 无法判定
item-needs-evidence = 需要佐证
item-not-judged = 不判定
standing-met = 达标
standing-near = 刚达标
standing-floor = 不足但过下限
standing-below = 不达标
standing-unknown = 无法判定
standing-no-limit = 无标准值
spread-above = 超过限值
missing-not-reported = 未填报
missing-unreadable = 读不出
missing-not-applicable = 不适用
missing-withheld = 不公开
missing-small-group = 人数太少不公开
missing-not-in-force = 当日无标准值
missing-undefined = 算不出（除数为零）

county-and-year = { $county } { $year }年
county-without-name = （未写县名）

result-triple = 标准 { $standard } { $version }（{ $standard_hash }）· 数据 { $facts_hash } · 日期 { $day }
profile-default = 口径：全部为默认
profile-moved = 口径：{ $list }，其余为默认

verdict-told = { $verdict }（{ $rows } 个学段部：{ $pass } 达标，{ $fail } 不达标，{ $open } 无法判定）
verdict-not-judged = 这个标准只给数字，不判达标（{ $rows } 个学段部）
schools-met = { $word }，{ $all } 个学段部中 { $met } 个达标
spreads-met = { $word }，{ $all } 个系数中 { $met } 个在限值内
met-by = { $word }，{ $sides }
test-schools = { $word } { $count }/{ $asked }：{ $list }
test-no-school = { $count } 所都{ $word }
side-missing = { $has }（应 { $sign } { $needs }）
evidence-for = 需要佐证的有：{ $tests }；材料：{ $papers }
title-failing = 不达标的学段部 { $count }/{ $all }
legend-failing = × 低于下限　△ 未达标准值但过下限　? 无法判定
column-school = 学校
column-pupils = 学生
column-met = 达标
column-not-met = 未达到的指标
column-indicator = 指标
column-n = 校数
column-lacking = 缺
column-mean = 均值
column-sd = 标准差
column-cv = 差异系数
column-limit = 限值
column-result = 结果
title-spreads = { $stage }差异系数（{ $rows } 个学段部，{ $pupils } 名学生）
title-contributions = 差异主要来自（占方差的比例）
title-undecided = 缺数据，无法判定
lack-return = 没有《{ $form }》，{ $items } 无法判定
lack-county = 《{ $form }》缺 { $what }（影响 { $items }）
lack-schools = 《{ $form }》{ $count } 所缺 { $what }（影响 { $items }）：{ $list }
undecided-hint = 在上述报表补填后重新评估；每一处的单元格见“junheng gaps”和“junheng explain”。
title-left-out = 未列入的学段部
left-out-count = { $count } 个
title-rounding = 四舍五入会改变结论的数字（按未舍入的数判定）
title-otherwise = 换一种口径会怎样
otherwise-verdict = 全县{ $verdict }
otherwise-no-row = 不列入
otherwise-sections = { $count } 个学段部不同：{ $list }
otherwise-values-only = 结论不变，{ $count } 个差异系数数值不同
otherwise-same = 没有任何不同：{ $list }

summary-head = { $title } · { $counties } 个县（市、区）
summary-verdicts = 达标 { $pass } 个，不达标 { $fail } 个，无法判定 { $open } 个
summary-hint = 看一个县的全部：加 --county 县名。
title-coefficients = 差异系数（× 超过限值）
column-county = 县（市、区）
column-verdict = 判定
column-rows = 学段部
column-failing = 不达标
column-open = 无法判定
column-cv-above = 系数超限
column-items-not-met = 不达标的项目

title-input = 数据
input-tally = 读入 { $read } 行 = 装入 { $loaded }{ $other ->
    [0] { "" }
   *[other] （其中其他年度 { $other }）
} + 合计 { $totals } + 空行 { $blank } + 未装入 { $refused }（{ $files } 个文件，本年度 { $schools } 所学校）
input-findings = 发现问题：必须改正 { $must_fix }，需要说明 { $explain }，提示 { $notice }
input-hint = 全部问题和改法：
input-hint-many = 全部问题和改法：把刚才的命令换成 junheng facts check（文件和选项不变，去掉 --out、--format、--fail）再运行一次。
not-read = 没有读取
notice-unread = 注意：{ $count } 个文件没有读取：{ $list }
notice-refused = 注意：{ $count } 行没有装入：{ $list }
notice-other-years = 注意：用的是 { $year } 年的数据，没有采用：{ $list }。用 --year 选年度。
other-year = { $year } 年的 { $count } 行
other-year-not-said = 没有写年度的 { $count } 行
year-other = { $year } 年的 { $count } 行没有采用
    .expected = 与要看的年度相同
    .todo = 年度写错的请改正；要看那一年，用 --year 选。
year-needed = 有 { $count } 行没有写年度，没有采用
    .expected = 每行都有年度，或者文件里只有一个年度
    .todo = 在表里写上年度；或者用 --year 指定没有写年度的行是哪一年。
year-taken = 有 { $count } 份报表没有写年度，按其他报表的 { $year } 年读取
    .expected = 每份报表都写明年度
    .todo = 核对年度；不是这一年的，在表里写上年度，或者用 --year 指定。
notice-before = 注意：本标准的标准值自 { $from } 起有效，所选日期在此之前，各项指标没有标准值。

grade-must-fix = 必须改正
grade-explain = 需要说明
grade-notice = 提示
check-breached = { $subject }：没有通过核对“{ $title }”（{ $figures }）
field-unknown = 表里没有“{ $field }”这一栏
    .todo = 请刷新页面后再试。
return-not-counted = 这份报表不在所选的取数范围内，改了也不起作用
    .todo = 请把取数范围改为“全部已填”再试。
place-unknown = 没有叫“{ $name }”的学校
    .expected = 本县在办学校的标识码或名称
    .todo = 核对标识码和名称；新学校先在“机构”里加上。
place-several = 叫“{ $name }”的学校不止一所
    .expected = 能分清是哪一所
    .todo = 改用学校标识码。
place-again = “{ $name }”的位置出现了两次，用了前面那一处
    .expected = 每所学校一个位置
    .todo = 留下对的那一处再上传。
place-outside = “{ $name }”不在地图的任何图形里
    .expected = 学校在本县范围内
    .todo = 核对坐标；图形与位置可能不是同一个坐标系。
places-offset = 位置应是 WGS 84 或 CGCS2000 坐标。取自高德、腾讯地图（GCJ-02）或百度地图（BD-09）的坐标会偏出几百米，程序看不出来。
    .expected = 未加偏移的经纬度
    .todo = 取自这些地图的，先转换再上传；已经偏出的，在地图上逐校改正。
shapes-without-township = 这些图形与乡镇的名称、代码都对不上：{ $names }
    .expected = 图形的 name 或 code 与“机构”里的乡镇一致
    .todo = 不影响画图；要按乡镇着色，请改成一致的名称后再上传。
place-sheet = 工作表“{ $sheet }”
place-cell = 第{ $row }行{ $column }列{ $count ->
    [1] { "" }
   *[other] （{ $count } 行）
}
place-rows = 第{ $rows }行{ $count ->
   *[other] { "" }
}
place-join = ，
label-where = 在哪里
label-expected = 应当

## 解释

label-applies = 适用条件
label-condition = 要求
label-floor-line = 下限
label-lacking = 缺数据，没有算进去
label-mean-of = { $count } 项的平均
label-rounding = 注意
no-row = { $stage }不列入
origin-absent-stage = 本校没有这个学段，按零计
origin-nowhere = 文件里没有这一列
origin-switch = 口径
entry-source = { $source }，{ $from } 起，{ $basis }，{ $checked } 核对
rounding-decides = 四舍五入以后结论会相反；按没有舍入的数判定。
rule-county = 每一组的每一项都达标，全县才达标
section-doubt = 还不能确定是否列入：{ $reason }
spread-title = { $name } 校际差异系数
composite-title = { $stage } 综合差异系数
title-groups = 各组
title-inputs = 用到的数据
title-members = 各校
title-terms = 各校的项（从大到小；X = x ÷ P）
truth-no = 否
truth-yes = 是
column-name = 名称
column-origin = 来自
column-square = (X−均值)²
column-term = 项
column-share = 占比
column-have = 现有
column-need = 应有
column-unit = 单位
column-group = 组
column-items-open = 没有达标的项目

## 缺口

gaps-title = { $county }：缺口
gaps-none = 没有算得出的缺口。
gaps-sections = 学段部的指标
gaps-floor = 每个学段部可以有 { $count } 项只补到下限（85%），其余要补到标准值。
gaps-items = 项目
gaps-totals = 合计（都补到标准值）
gaps-total = { $buy } { $amount }（{ $count } 处）
gaps-questions = 先要补报的数据
column-lacks = 差多少
column-to-floor = 到下限差多少
column-item = 项目
column-whose = 学校或县
column-buy = 要补什么

## 比较

run-before = 前
run-after = 后
column-standard = 标准
column-hash = 标准指纹
column-facts = 数据指纹
column-day = 日期
column-cause = 原因
changes-other-standard = 注意：两次用的不是同一个标准包（{ $before }，{ $after }），结果不能直接相比。
changes-other-counties = 注意：两份结果里没有同一个县（前：{ $before }；后：{ $after }），没有可以比较的。
changes-absent = 没有
changes-verdicts = 判定变了的县
changes-items = 结果变了的项目和原因
changes-spreads = 变了的差异系数
changes-figures = 变了的学校指标（{ $count } 个，结果变了的在前）
changes-more = 另有 { $count } 个，全部见 --format json
changes-end = 合计：判定 { $verdicts }，项目 { $items }，差异系数 { $spreads }，学校指标 { $figures } 处有变化；{ $unmoved } 个学校指标没有变。
cause-facts = 数据：{ $list }
cause-parameters = 标准的数值：{ $list }
cause-formula = 公式：{ $before } → { $after }
cause-profile = 口径：{ $list }
cause-answers = 县级年报表的回答：{ $list }
cause-counts = 达到的个数：{ $list }
cause-standard = 数据相同，标准不同
cause-turned = { $sections } 个学段部、{ $spreads } 个差异系数的结果变了
cause-appeared = 前一次没有这一行
cause-vanished = 后一次没有这一行
cause-schools = { $changed } 所数值变了，增 { $came } 减 { $went }

## 读入

column-sheet = 文件和工作表
column-form = 报表
column-map = 映射
column-read = 读入
column-loaded = 装入
column-totals = 合计行
column-blank = 空行
column-refused = 未装入
title-sums = 装入数据的合计（可与自己的合计核对）

## 示例县

sample-written = 虚构的{ $county }，{ $files } 份工作簿；其中没有一所真实的学校。
sample-hint = 接着试：

## 数据问题

findings-alike = 同类的还有 { $count } 处
label-why = 为什么

## 映射

map-proposed = 对上 { $certain } 列；{ $uncertain } 列拿不准，在文件里作了注释，请人定；{ $unknown } 列认不出。
map-hint = 核对以后这样用：
map-file = 映射文件

## 报告（网页和工作簿）

report-brand = 均衡 · 县域义务教育优质均衡发展测算
report-standard = 标准
report-facts = 数据
report-schools-read = { $count } 所学校
report-day = 判定日
report-contents = 目录
report-overview = 各县（市、区）
report-verdict = 判定
report-checklist = 评估项目清单
report-spreads = 均值与校际差异
report-failing = 不达标的学校（学段部）
report-open = 无法判定的
report-readings = 换一种口径会怎样
report-rows = 逐校指标
report-left-out = 不列入学校表的
report-findings = 数据核查
report-basis = 依据与说明
report-proofs = 证明页
report-bounded = 共 { $rows } 个学段部，为了让文件打得开，这里只列各县结果、分布图和最差的学校，不附逐校证明。需要某一县的逐校证明，请用 --county 只测算这一个县。
report-legend = 标记
report-rounding = 按未四舍五入的原值判定；若用四舍五入后的值，结论会不同
report-switches = 口径开关
report-switch = 开关
report-position = 本次取值
report-why = 为什么要选
report-changed = 非默认
report-no-switches = 本标准没有口径开关。
report-texts = 所依据的文件
report-files = 所用的数据文件
report-and-more = 等，另有 { $count } 个
report-and-zeros = 其余 { $count } 项为 0
report-and-more-rows = 另有 { $count } 个学段部不达标，未列出。
report-and-more-figures = 另有 { $count } 个学校数字，见各校证明页
report-footer = 标准 { $standard } · 数据 { $facts } · 判定日 { $day } · 三者相同，结果必定相同

report-verdict-none = 只测算，不判定

report-issued = { $day } 印发

report-origin-absent-stage = 该校无此学段
report-origin-nowhere = 所给文件中没有
report-origin-switch = 口径开关

report-section-part = { $stage }部
report-county-itself = 县级
report-county = 县（市、区）
report-year = 年度
report-of-year = { $year } 年
report-row-count = 学段部数
report-failed-rows = 不达标
report-stage = 学段
report-composite = 综合
report-for-information = 供参考
report-mean = 均值
report-cv = 差异系数
report-no-rows = 没有可列入的学段部
report-no-spread = 无数据
report-school = 学校
report-pupils = 在校生
report-pupils-of = 在校生 { $pupils } 人
report-rows-count = { $count } 个
report-met-count = 达标项数
report-result = 结果
report-all-outcomes = 全部结果
report-find = 按校名或乡镇查找
report-comma = 、
report-semicolon = ；
report-colon = ：

report-counts = 应判 { $all } 项：
report-count-met = 达标 { $count }
report-count-failed = 不达标 { $count }
report-count-open = 无法判定 { $count }
report-count-evidence = 需要佐证 { $count }
report-obstacles = 不达标的 { $count } 项
report-no-obstacles = 没有不达标的项目。
report-evidence-needed = 佐证：
report-to-proof = 看算式
report-to-terms = 看各校计算
report-tally = { $asked } 所中 { $met } 所达标
report-tally-all = { $asked } 所全部达标
report-tally-rows = { $asked } 个学段部中 { $met } 个达标
report-tally-spreads = { $asked } 个中 { $met } 个达标
report-tally-failed = 不达标 { $count }
report-tally-open = 待定 { $count }
report-pause = ，
report-all-rows = 须全部达标
report-have-need = 现有 { $have }，应 { $need }
report-spread-of = { $stage } { $indicator }
report-answer-yes = 填报为符合
report-answer-no = 填报为不符合
report-answer-evidence = 等待佐证

report-chosen = 填报：{ $option }

report-plot-line = 均值 { $mean } { $unit } · 标准差 { $sd } · { $rows } 个学段部
report-plot-missing = { $count } 个缺数据，未计入
report-limit = 标准
report-floor = 下限
report-limit-line = 标准 { $value }
report-floor-line = 下限 { $value }
report-strip-legend = 图中每一点是一个学段部，横轴为指标值：圆点达标，△ 不足但过下限，× 低于下限；红线为标准，虚线为下限，▲ 为均值。写出校名的，是对差异贡献最大的学校及其所占份额。
report-strip-legend-plain = 图中每一点是一个学段部，横轴为指标值；▲ 为均值。写出校名的，是对差异贡献最大的学校及其所占份额。
report-strip-summary = { $indicator }：{ $rows } 个学段部，最小 { $low }，最大 { $high }；不足但过下限 { $floor } 个，低于下限 { $below } 个
report-far = 右端 › 为离得过远的 { $count } 个值，移到边上以免把其余各点挤在一起

report-short-of = 不达标的指标和缺口
report-met-of = { $of } 项中达标 { $met } 项
report-may-stay = 补齐时可有 { $count } 项只补到下限。
report-gap = 还差{ $buy } { $limit }
report-gap-floor = 还差{ $buy } { $limit }（到下限 { $floor }）
report-questions = 请补报的数字
report-ask-whom = 向谁要
report-ask-what = 缺少的数字
report-waits = 等它判定的项目
report-no-questions = 没有因缺数据而无法判定的项目。
report-doubt = { $name }（{ $stage }）：是否列入学校表还不能定——{ $reason }
report-evidence = 要看佐证材料才能判定的项目
report-item = 项目
report-answer-wanted = 要确认的
report-look-at = 看什么
report-readings-why = 各处文件说法不一，本系统做成开关。下表逐个换一种取值重新判定全县，列出会变的结论。
report-read-as = 换成
report-would-change = 会变的结论
report-now = 现为：
report-nothing-changes = 结论不变
report-moved = ，{ $count } 个差异系数的数值有变
report-no-row = 不列入学校表
report-reason = 原因

report-proofs-why = 每个数字都写明条款、算式、拆分、所用数字和它在文件里的位置，用计算器可以复算。
report-item-proofs = 县级项目
report-proved-by-school = 本项逐校核对，共 { $count } 次，算式见各校证明页。
report-figures-from = 数字取自：
report-school-code = 标识码
report-township = 乡镇
report-rule = { $of } 项中达标 { $met }，过下限 { $floor }，低于下限 { $below }，无法判定 { $open }
report-school-tests = 逐校核对的项目
report-what = 指标与条款
report-reckoning = 算式
report-inputs = 所用数字与位置
report-line-amount = 总量
report-line-split = 拆分
report-line-weighted = 加权学生数 { $sum }
report-line-value = 得数
report-formula-and = {" "}且{" "}
report-formula-or = {" "}或{" "}
report-formula-not = 非（{ $of }）
report-formula-min = 取小（{ $of }）
report-formula-max = 取大（{ $of }）
report-formula-ceil = 进一取整（{ $of }）
report-formula-if = 若 { $condition }，则 { $yes }，否则 { $no }
report-formula-sum = 各校合计（{ $of }）
report-back = 返回
report-sum = 合计
report-term-amount = 总量
report-term-per = 分母
report-term-share = 占方差
report-cv-by-pupils = 按学生数加权：X̄ = Σx ÷ ΣP，S² = Σ (P ÷ ΣP)(X − X̄)²，CV = S ÷ X̄。
report-cv-alike = 不加权：X̄ 为各校值的平均数，S² = Σ (X − X̄)² ÷ n，CV = S ÷ X̄。
report-cv-sample = 不加权，样本标准差：X̄ 为各校值的平均数，S² = Σ (X − X̄)² ÷ (n − 1)，CV = S ÷ X̄。

report-findings-count = { $count } 条
report-no-findings = 读取和核查没有发现问题。
report-sheet = 工作表
report-rows-read = 读到行数
report-rows-loaded = 载入
report-rows-refused = 未载入
report-rows-totals = 合计行
report-rows-blank = 空行
report-single = 仅 1 个
report-todo = 怎么办：

report-page-footer = &C&A　第 &P 页
report-tab-about = 说明
report-tab-basis = 依据
report-tab-counties = 各县
report-tab-spreads = 差异系数
report-tab-rows = 逐校指标
report-tab-items = 项目
report-whose = { $county }　{ $year } 年度　判定日 { $day }
report-county-year = { $county } { $year }
report-counties-count = { $count } 个县（市、区）
report-one-county-only = 申报表一县一份：用 --county 只测算一个县，就写出官方申报表。
report-triple = 判定的依据
report-triple-why = 标准、数据和判定日三者相同，结果必定相同
report-layout = 表式
report-file = 数据文件
report-text = 文件
report-means-met = 达到标准
report-means-near = 达到标准，但离标准不到 5%，或数值略有变动就会不达标
report-means-floor = 没有达到标准，但不低于标准的 85%；每个学段部最多可有一项
report-means-failed = 没有达到标准，也低于下限
report-means-open = 缺少数据，不是达标也不是不达标
report-means-evidence = 要看佐证材料才能判定
report-signs-note = 数字后的 △ 表示不足但过下限，× 表示不达标；没有记号的达标。数字按原值存放，只在显示时四舍五入，判定一律用原值。

report-line = 项目
report-by-hand = 待填
report-by-hand-note = “待填”是学校年报表和县级年报表都没有收集的数字，请按统计资料填写。
report-does-not-apply = 无监测结果
report-silent-schools = 缺数据：{ $count } 所学校未填报
report-in-brackets = （{ $words }）
report-passed-count = 达标学校总数
report-passed-share = 达标学校比例（%）
report-open-rows-note = 另有 { $count } 个学段部因缺数据无法判定，没有算作达标。
report-band = { $stage }（{ $count } 所）
report-remark-all = { $count } 项全部达标
report-remark-met = 达标 { $count } 项：{ $names }
report-remark-floor = 达到 { $share }：{ $names }
report-remark-below = 低于 { $share }：{ $names }
report-remark-open = 缺数据：{ $names }
report-remark-rounding = { $name }按原值 { $value } 判定，四舍五入后结论不同
report-county-mean = 全县平均值
report-spread-open = 无法判定：缺 { $missing } 个，其余 { $rows } 个为 { $value }
report-composite-open = 缺数据
report-item-name = 名称
report-item-says = 指标值或简要结论
report-item-met = 是否达标

report-basis-title = 每个数字的依据
report-basis-bounded = 共 { $rows } 个学段部，逐个数字的依据会超出一个工作簿所宜，没有列出。请用 --county 只测算一个县。
report-whose-figure = 学校或县
report-value = 数值
report-unit = 单位
report-limits = 标准与下限
report-clause = 条款
report-formula = 算式（文字）
report-spread-inputs = { $rows } 个学段部的总量和分母，见各校指标
report-schools-count = 学校数
report-failed-items = 不达标的项目
report-indicator = 指标
report-rows-counted = 计入个数
report-rows-missing = 缺数据个数
report-sd = 标准差
report-group = 类别

failure-not-made = 写不出 { $format } 格式的报告：{ $said }
    .todo = 这是程序的错误，请把所用的命令和标准版本告诉维护者；其他格式可以照常使用。

## 平台：命令

help-serve = 平台：学校、乡镇、县局在浏览器里一起填报、审核、看结果
    .long = 启动一个网页服务，数据放在一个文件夹里（或 PostgreSQL 里），不需要互联网。第一次启动时建一个管理员，一次性密码只在终端上显示一次。按 Ctrl-C 停止，停止前把已经收到的请求办完。
    .examples =
        junheng serve --name 青禾县 --code 210000
        junheng serve --data postgres://junheng@db.local/junheng --listen 0.0.0.0:7200
help-audit = 操作日志
help-audit-verify = 核对操作日志：从头到尾有没有被改动、删去或插入过
    .examples =
        junheng audit verify --data junheng-data
help-backup = 备份：把全部数据写进一个文件，佐证材料写进旁边同名的 .files 文件夹，不用停下平台
    .examples =
        junheng backup 备份-2026-09-01.db --data junheng-data
help-restore = 恢复：从备份文件重建数据，放进空的文件夹或空的数据库
    .examples =
        junheng restore 备份-2026-09-01.db --data 新文件夹
help-migrate = 搬迁：把全部数据从一个数据库搬到另一个，并逐表核对条数和指纹
    .examples =
        junheng migrate --from junheng-data --to postgres://junheng@db.local/junheng

arg-data = 数据放在哪里：文件夹，或 postgres://用户:密码@主机/库名
    .value = 位置
arg-serve-files = 佐证材料的文件放在哪里：文件夹，或 s3://存储桶/前缀；不写则放在数据库旁边
    .value = 位置
arg-listen = 在哪个地址和端口上等浏览器
    .value = 地址:端口
arg-name = 第一次启动时：县（市、区）的名称，以后可以在网页里改
    .value = 名称
arg-code = 第一次启动时：行政区划代码
    .value = 代码
arg-kind = 第一次启动时：这是省、市还是县
    .value = 级别
arg-log = 运行记录的格式：text 或 json
    .value = 格式
arg-backup-file = 备份写到这个文件；已有同名文件时不写
    .value = 文件
arg-restore-file = 备份文件
    .value = 文件
arg-migrate-from = 从哪里搬
    .value = 位置
arg-migrate-to = 搬到哪里；那里必须是空的
    .value = 位置
arg-migrate-from_files = 佐证材料的文件从哪里搬：文件夹，或 s3://存储桶/前缀；不写则在数据库旁边
    .value = 位置
arg-migrate-to_files = 佐证材料的文件搬到哪里：文件夹，或 s3://存储桶/前缀；不写则放在数据库旁边
    .value = 位置
arg-backup-files = 佐证材料的文件在哪里：文件夹，或 s3://存储桶/前缀；不写则在数据库旁边
    .value = 位置
arg-restore-files = 佐证材料的文件恢复到哪里：文件夹，或 s3://存储桶/前缀；不写则放在数据库旁边
    .value = 位置

serve-first =
    第一次启动，已建立管理员账号。一次性密码只显示这一次，登录后必须修改：
      用户名 { $login }
      密码   { $password }
serve-address = 平台已启动：{ $address }
serve-stopped = 平台已停止。
audit-whole = 操作日志完整：共 { $lines } 条，最后一条的指纹 { $hash }
audit-broken = 操作日志被动过：第 { $seq } 条与前后接不上
backup-written = 已备份并核对：{ $path }
restore-done = 已恢复到 { $data }，各表条数和指纹与备份相同。
migrate-done = 已搬到 { $data }，各表条数和指纹与原来相同。
held-files = 佐证材料文件
column-table = 表
column-count = 条数
column-fingerprint = 指纹

permissions-sheet = 权限表
permissions-verb = 操作
permissions-by-topic = 按分工

failure-cannot-listen = 不能在 { $at } 上等待连接：{ $said }
    .todo = 也许另一个程序（或另一个均衡平台）占着这个端口：停下它，或用 --listen 换一个端口。
failure-no-house = { $data } 里没有平台数据
    .todo = 请用 --data 写明数据所在的文件夹或数据库地址。
failure-data-read-only = { $path } 只能读，平台要在这里写数据
    .todo = 请检查磁盘是不是以只读方式挂载，文件夹和文件是不是归运行平台的用户所有。
failure-refused = 没有办成：{ $said }
    .todo = 请检查所给的内容；仍不明白，请把这句话发给管理员。
failure-not-empty = { $data } 里已经有数据，没有覆盖
    .todo = 请给一个空的文件夹或空的数据库。
failure-file-lost = 佐证材料“{ $name }”的文件不见了或被改动，没有完成
    .todo = 找回 SHA-256 为 { $sha256 } 的文件（例如从以前的备份），放回原处后再试。
failure-files-unknown = “{ $place }”不能用来放佐证材料的文件
    .todo = 请写文件夹，或者写 s3://存储桶/前缀（存储桶的名称只用字母、数字、“-”、“.”、“_”）。
failure-files-no-endpoint = 没有写明 { $place } 在哪一台存储服务器上
    .todo = 请在环境变量 AWS_ENDPOINT_URL 里写存储服务的地址，例如 https://s3.jyj.local:9000。程序不会自己去连互联网上的存储。
failure-files-no-keys = 没有给出访问 { $place } 的密钥
    .todo = 请设好环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。
failure-files-plain-http = 访问 { $place } 的地址没有加密
    .todo = 请在 AWS_ENDPOINT_URL 里改用 https 的地址；单位内网确实只有 http 的，设 AWS_ALLOW_HTTP=true。
failure-files-setting = { $place } 的设置不对：{ $said }
    .todo = 请检查以 AWS_ 开头的环境变量：地址要写全（https://主机:端口），不带密码；不能有空格、换行。
failure-files-no-bucket = 没有 { $place } 这个存储桶
    .todo = 请先在存储服务上建好，或者检查 --files 和 AWS_ENDPOINT_URL 是否写错。
failure-files-refused = 存储服务不让访问 { $place }：{ $said }
    .todo = 请检查 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、AWS_REGION；这个账号要有列出、读、写和中止上传的权限。本机时钟差几分钟以上也会被拒绝。
failure-files-away = { $place } 的存储服务没有正常应答：{ $said }
    .todo = 请检查服务是否在运行、网络通不通、AWS_ENDPOINT_URL 是不是它的地址，然后再试。
failure-database = 数据库出错：{ $said }
    .todo = 请检查地址、磁盘空间和权限；PostgreSQL 请确认服务已启动、账号可以登录。

## 平台：为什么没有办成

problem-account-name = 账号的用户名或姓名不合要求
    .detail = 用户名“{ $login }”：用户名不能空、不能超过 40 个字，姓名不能空。
    .todo = 请改正后再提交。
problem-answer-pending = 同一个请求已经办成，只是回执丢失或还没有送到
    .todo = 请刷新页面，看办理的结果。
problem-basis = 没有“{ $basis }”这种统计范围
    .todo = 可以写 all、submitted、locked。
problem-body-too-large = 提交的内容太大
    .todo = 一次最多 { $limit }。请压缩或分几次提交。
problem-body-unreadable = 提交的内容读不懂
    .detail = { $said }
    .todo = 请按接口说明改正。
problem-changed-meanwhile = 你看过之后，别人已经改过
    .detail = 你看的是第 { $seen } 版，现在是第 { $now } 版。
    .todo = 请看看改了什么，再决定要不要接着改。
problem-csrf = 这个请求不像是从本平台的页面发出的
    .todo = 请刷新页面后再试。
problem-database = 数据库出错，没有办成
    .todo = 请稍后再试；仍不行时请告诉管理员，并附上请求编号。
problem-database-away = 数据库暂时连不上
    .todo = 请稍等几秒再试，填好的内容还在页面上。
problem-day = “{ $day }”不是日期
    .todo = 日期写成 2026-09-01 这样。
problem-disk-full = 磁盘满了，没有保存
    .todo = 请告诉管理员腾出空间；填好的内容还在页面上。
problem-disk-read-only = 数据只能读，没有保存
    .todo = 请告诉管理员检查磁盘和文件夹的权限。
problem-exists = 已经有了
    .todo = 请刷新页面看看；代码和用户名不能重复。
problem-field-unknown = 表里没有“{ $field }”这一栏
    .todo = 请刷新页面后再试。
problem-files-away = 存放佐证材料的存储服务暂时没有应答
    .todo = 没有保存，也没有打开。请稍等几秒再试；一直这样时请告诉管理员。
problem-files-refused = 存放佐证材料的存储服务不让平台访问
    .todo = 没有保存，也没有打开。请告诉管理员检查存储桶、密钥和权限；运行记录里写着原因。
problem-group-unknown = 表里没有“{ $group }”这一组
    .todo = 请刷新页面后再试。
problem-idempotency-key = Idempotency-Key 不合要求
    .todo = 要用 1 到 128 个看得见的 ASCII 字符。
problem-idempotency-reused = 这个 Idempotency-Key 已经用在另一个请求上
    .todo = 另一个请求要用新的。
problem-if-match-needed = 没有写明看到的是哪一版
    .todo = 请在 If-Match 里写上读到的 ETag。
problem-if-match-unreadable = If-Match 读不懂
    .todo = 请原样写上读到的 ETag，例如 "7"。
problem-internal = 程序出错，没有办成
    .todo = 请告诉管理员，并附上请求编号。
problem-item-unknown = 标准里没有项目“{ $item }”
    .todo = 请从本批次的 32 项里选择。
problem-locked = 密码错了多次，账号暂时锁住
    .detail = 还要等 { $seconds } 秒。
    .todo = 请稍后再试；忘了密码请上一级重置。
problem-list-of-a-county = 名单要导入到县（市、区）下面，{ $org }不是
    .todo = 请选县（市、区）。
problem-login-taken = 用户名“{ $login }”已经有人用
    .todo = 请换一个用户名。
problem-merged-into-what = 合并要写明并入哪里
    .detail = { $name }：只有状态是“合并”时，才要、也必须写明并入的机构；并入的要是同一类、当天还在的另一个机构。
    .todo = 请改正后再提交。
problem-must-change-password = 要先改密码
    .todo = 一次性密码只能用来登录一次，请先设一个自己的密码。
problem-must-fix-first = 还有 { $count } 处必须改正，不能提交
    .todo = 请按提示逐处改正后再提交。
problem-no-counties = { $org }下面当天没有一个县（市、区）
    .todo = 请先在“机构”里加上县，或者只为一个县开填报批次。
problem-explain-first = 还有 { $count } 处需要说明，不能提交
    .detail = 第一处在栏目 { $field }。
    .todo = 核对无误的，请在该栏目写明为什么属实；填错的请改正。
problem-kit-of-another-round = 这份离线填报包不是本批次的
    .todo = 请从本批次重新下载离线填报包，或到它所属的批次导入。
problem-too-many-returns = 一次最多办理 { $most } 份报表
    .todo = 请先按乡镇筛选，再分批办理。
problem-no-schools = { $org }当天没有一所开办的学校
    .todo = 请先在“机构”里加上学校，再开填报批次。
problem-no-such-place = { $name }的位置（{ $x }，{ $y }）不在我国范围
    .todo = 经度在前（70 到 140），纬度在后（0 到 60），单位为度。
problem-no-such-route = 没有这个地址
    .todo = 接口说明在 /api/openapi.json。
problem-not-a-county = 这是{ $org }，不是县（市、区）
    .todo = 请选县（市、区）。
problem-not-found = { $what ->
        [org] 没有这个机构
        [account] 没有这个账号
        [grant] 没有这项授权
        [round] 没有这个填报批次，或与你无关
        [return] 没有这份报表
        [what_if] 没有这份试算，或不是你的
        [shapes] 还没有上传地图图形
        [standard] 没有这个标准
        [indicator] 没有这个指标
       *[row] 没有这一项
    }
    .todo = 请刷新页面后再试。
problem-not-permitted = 你的角色不能这样做
    .detail = { $verb }
    .todo = 需要时请联系县级管理员。
problem-nothing-filled-in = 一格也没有填，不能提交
    .todo = 请先填报。
problem-org-code-taken = 代码“{ $code }”已经有机构用了
    .todo = 一个代码只属于一个机构，撤销以后也不再给别人用。请核对代码；是更名的，请在原机构上办理更名。
problem-org-not-empty = { $name }下面还有 { $count } 个机构，不能撤销
    .todo = 请先把它们划转到别处，或改为“合并”：下面的机构会一起过去。
problem-org-needs-parent = { $name }归谁管，没有写
    .todo = 请写明它的上级机构；不变的话，照原来的写。
problem-org-below-itself = { $name }不能归自己的下级管
    .todo = 请另选上级机构。
problem-org-not-there = “{ $name }”不能设在“{ $parent }”下面
    .todo = 名称不能空；省、市、县、乡镇、学校要逐级向下。
problem-other-county = “{ $before }”和“{ $after }”不是同一个县的
    .todo = 请选同一个县的两个批次。
problem-nothing-said = 还没有写意见
    .todo = 请写下意见再提交。
problem-paper-empty = “{ $name }”是空文件
    .todo = 请检查文件，重新上传。
problem-paper-macros = “{ $name }”含有宏
    .todo = 佐证材料不能带程序。请另存为不含宏的文件（.docx、.xlsx、.pptx）或 PDF 再上传。
problem-paper-misnamed = “{ $name }”的扩展名与内容不符
    .detail = 内容是 .{ $really } 文件。
    .todo = 请把扩展名改为 .{ $really }，或上传正确的文件。
problem-paper-unknown = “{ $name }”不是可用作佐证的文件
    .detail = 按内容判断：它不是 PDF、图片或 Office 文档，或者已经损坏。
    .todo = 请上传 PDF、图片（png、jpg、gif、bmp、webp）或 Office 文档；压缩包请解开后逐个上传。
problem-profile = 没有这样的口径：{ $profile }
    .todo = 请从标准列出的口径里选。
problem-query-unreadable = 地址里的参数读不懂
    .detail = { $said }
    .todo = 请按接口说明改正。
problem-question = 问的是什么没有看懂
    .todo = 请换一种写法。
problem-reason-needed = 要写明理由
    .todo = 请写一句话，让对方知道为什么。
problem-role-must-end = { $role }要写明到哪一天为止
    .todo = 请写上最后一天。
problem-role-not-here = { $role }不能设在{ $org }
    .todo = 请选与角色相应的机构。
problem-round-of-a-county = 填报批次要开在县（市、区）一级，{ $org }不是
    .todo = 请选县（市、区）。
problem-signed-out = 没有登录，或登录已过期
    .todo = 请登录。
problem-text-too-long = 写得太长
    .todo = 最多 { $limit } 字。
problem-told-once = 已经办过；其中的一次性密码只告诉一次
    .todo = 密码没有记下时，请重置。
problem-too-many-accounts = 一次建的账号太多
    .todo = 一次最多 { $limit } 个，请分几次。
problem-too-many-requests = 这个地址的请求太多
    .detail = 还要等 { $seconds } 秒。
    .todo = 请稍等再试；程序访问请放慢速度。
problem-too-many-tries = 这个地址密码错得太多
    .detail = 还要等 { $seconds } 秒。
    .todo = 请稍后再试。
problem-too-slow = 请求太久没有传完
    .todo = 请检查网络后再试。
problem-upload-broken = 文件没有传完
    .todo = 连接中断了，什么都没有保存。请重新上传。
problem-upload-name = 缺少文件名
    .todo = 请在地址里写上文件名：?name=文件名.扩展名。
problem-upload-not-raw = 上传的内容不是原样的文件
    .todo = 请用 Content-Type: application/octet-stream，内容就是文件本身。
problem-weak-password = 这个密码不能用
    .detail = { $why ->
        [short] 至少 10 个字符。
        [long] 最多 128 个字节。
        [plain] 少于 16 个字符时，大写、小写、数字、符号至少要有两种。
        [name] 不能含有用户名。
        [same] 不能与原来的相同。
       *[other] 请换一个。
    }
    .todo = 请换一个密码，例如几个不相干的词连在一起。
problem-what-if-name = 试算要有名称
    .todo = 请写一个名称，方便以后打开和比较。
problem-wrong-media-type = 提交的内容不是 JSON
    .todo = 请用 Content-Type: application/json。
problem-wrong-method = 这个地址不能这样请求
    .todo = 接口说明在 /api/openapi.json。
problem-wrong-password = 用户名或密码不对
    .todo = 请再试；错 5 次以后要等一会儿。
problem-wrong-state = 现在不能这样做
    .detail = “{ $verb }”：这份报表现在是“{ $state ->
        [draft] 填报中
        [submitted] 已提交
        [checked] 已初审
        [returned] 已退回
        [locked] 已锁定
        [closed] 批次已结束
       *[other] { $state }
    }”。
    .todo = 请刷新页面看看进行到哪一步。

## 示例平台（sample --data）
sample-year = 正在填入 { $year } 年 …
sample-passwords = 除管理员外，密码只能用一次，第一次登录时要改。密码只在这里显示这一次。
column-role = 角色
column-place = 单位
column-login = 用户名
column-password = 密码

## 平台：机构名单、账号名单里的问题

list-org-needs-name = 这一行没有学校名称
    .expected = 学校的全称
    .todo = 请补上；只想加乡镇的，学校标识码也要空着。
list-org-code-unread = “{ $value }”不像标识码
    .expected = 不超过 20 个的数字和字母
    .todo = 请核对；表格软件把长数字变成了科学记数的，请把那一列设为文本后重新填。
list-org-code-odd = 标识码“{ $value }”不是 10 位
    .expected = 10 位的学校（机构）标识码
    .todo = 确实如此的可以照加；填错的请改正，标识码加了以后不能改。
list-org-same-name = 已经有一所学校叫“{ $name }”，标识码不同
    .expected = 每所学校一个名称、一个标识码
    .todo = 确实是两所学校的可以照加；是同一所的，请删去这一行，或改正标识码。
list-org-without-code = “{ $name }”没有标识码
    .expected = 10 位的学校（机构）标识码
    .todo = 没有代码的校区、教学点可以照加；有的请补上，导入数据时要靠它认学校。
list-org-code-taken = 标识码“{ $code }”已经是“{ $name }”的
    .expected = 每所学校自己的标识码
    .todo = 请核对；是同一所学校改了名的，从名单里删去这一行，在页面上给它更名。
list-org-twice = “{ $name }”与第 { $first } 行重复
    .expected = 每所学校一行
    .todo = 请删去一行，或改正标识码。
list-org-known = “{ $name }”已经有了，这一行跳过
    .expected = 还没有的学校
    .todo = 不用处理。
list-org-main-unknown = 没有找到主校“{ $main }”
    .expected = 名单里或平台上已有的学校，写标识码或全称
    .todo = 请核对主校的写法；主校也要加的，请在名单里给它一行。
list-org-main-is-campus = 主校“{ $main }”自己也是校区
    .expected = 独立的学校
    .todo = 请写它所属的主校。
list-account-needs = 这一行缺“{ $column }”
    .expected = 姓名、账号、角色、机构都要有
    .todo = 请补上。
list-account-login = 账号“{ $value }”不合要求
    .expected = 1 到 40 个字
    .todo = 请换一个，例如学校标识码或姓名拼音。
list-account-taken = 账号“{ $login }”已经有人用
    .expected = 没有人用过的账号
    .todo = 请换一个；就是同一个人的，从名单里删去，在页面上给他加角色。
list-account-twice = 账号“{ $login }”与第 { $first } 行重复
    .expected = 每人一个账号
    .todo = 请改掉一个；一人多个角色的，先建一个，其余在页面上加。
list-account-role = 没有“{ $value }”这个角色
    .expected = 权限表里的角色名称
    .todo = 请照模板“说明”里列出的名称填。
list-account-org-unknown = 没有找到机构“{ $value }”
    .expected = 平台上现有的机构，写全称或标识码，并在你管理的范围内
    .todo = 请核对写法；还没有的，先在“机构”页加上。
list-account-org-several = 叫“{ $value }”的机构有 { $count } 个
    .expected = 能认定是哪一个
    .todo = 请改写标识码。
list-account-role-not-here = { $role }不能设在“{ $org }”
    .expected = 与角色相应的机构：学校的角色设在学校，乡镇的设在乡镇
    .todo = 请改正角色或机构。
list-account-group = 表里没有“{ $value }”这一组
    .expected = 报表的分组名称，几个用顿号隔开；不限定就空着
    .todo = 请照模板“说明”里列出的名称填。
list-account-day = “{ $value }”不是今天以后的日期
    .expected = 2026-12-31 这样的日期
    .todo = 请改正；没有期限的空着。
list-account-must-end = { $role }必须写明有效期
    .expected = 最后一天，例如 2026-12-31
    .todo = 请补上。
kit-help = 填表说明
kit-question = 栏目
kit-unit = 单位
kit-last-year = 上年
kit-this-year = 本年
kit-sum = 合计
kit-said = 提示
kit-white = 白色：自己填
kit-blue = 蓝色：自动算出
kit-pale = 浅蓝：取自别处，核对后可改
kit-origin = 取自 { $origin }
kit-grave = 必须改正的处数：
kit-error = 填写有误
kit-error-count = 这里要不小于0的整数；没有这一项的填“不适用”。
kit-error-amount = 这里要不小于0的数；没有这一项的填“不适用”。
kit-error-choice = 请从下拉列表里选。
kit-meaning = 怎么填
kit-as-of = 时点与来源
kit-check = 核对什么
kit-why = 为什么
kit-todo = 怎么办
kit-steps =
    一、在第一张表的白色、浅蓝色格里填写，只有这些格可以改。上年的数在左边，供对照；和上年相差两成以上的数变成棕色粗体。
    二、“提示”一栏随填随算：× 必须改正，△ 需要说明。需要说明的，导入以后在网页上该栏目旁写明为什么属实。
    三、学段没有列出的，请在网页上填。整行、整列不要增删，表名不要改。
    四、填好后保存为 .xlsx，在网页“导入”里选这份文件：先看会改哪些格，再确定。空着的格不会清掉网页上已有的数。
    五、这份文件只能导入它所属的批次；下载以后网页上又改过、而这里没有动过的格，以网页上的为准。
# 佐证材料下载包
bundle-name = 佐证材料-{ $year }年
bundle-index = 目录
bundle-there = 已有材料
bundle-missing = 缺少材料
bundle-item = 项目
bundle-org = 单位
bundle-township = 乡镇（学区）
bundle-title = 材料名称
bundle-issuer = 出具单位
bundle-issued = 出具日期
bundle-until = 有效期至
bundle-state = 状态
bundle-file = 文件
bundle-asked = 需要的材料
bundle-unmarked = 未标注项目
bundle-expired = 已过期
bundle-lost = 文件丢失
bundle-none = 缺少
