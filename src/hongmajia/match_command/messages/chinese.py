"""The sentences of `hongmajia match` in Chinese, by code; the engine's are not repeated here."""

from __future__ import annotations

from hongmajia.engine.messages.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    # files
    "unknown_ending": "只认这几种文件：{endings}；.xls请另存为.xlsx",
    "no_such_file": "没有这个文件",
    "file_too_large": "文件太大，超过{most}MB",
    "too_many_rows": "超过{most}行，请分成几个文件",
    "too_many_columns": "超过{most}列，请删掉右边多余的列",
    "merged_cells": "有跨列合并的单元格（{where}），请取消合并，每格填全",
    "no_rows": "是空的，没有一行数据",
    "not_xlsx": "不是Excel文件（.xlsx），打不开",
    "zip_bomb": "解压后大得不正常，不打开",
    "not_table": "不是表格文件",
    "is_markup": "其实是网页，不是表格文件；请用Excel或WPS打开，另存为.xlsx",
    "old_xls": "是旧的Excel文件（.xls）；请用Excel或WPS打开，另存为.xlsx",
    "has_password": "有密码，打不开；请去掉密码，另存为.xlsx",
    "not_text": "不是文本文件，读不出文字",
    "not_csv": "引号不成对，不是完整的CSV",
    "not_json": "不是一个JSON对象",
    "heading_twice": "这个列名出现了两次",
    "more_cells_than_headings": "比表头多出了格子",
    "column_missing": "缺少这一列",
    "empty": "是空的，必须填写",
    "not_a_value": "不是有效的值（NaN，或公式出错、没有结果）",
    "too_long": "太长：{length}字，最多{most}字",
    "not_a_number": "“{value}”不是数字",
    "out_of_bounds": "{value}不在{low:g}到{high:g}之间",
    "not_whole": "{value:g}不是整数",
    "not_one_of": "“{value}”不认识，可以填：{words}",
    "half_a_point": "经度和纬度要么都填，要么都不填",
    "id_twice": "编号{id}与第{first}行重复",
    "no_such_helper": "“{value}”不是师傅表里的编号，也不是姓名",
    "several_helpers": "有几位叫“{value}”，请写编号：{ids}",
    "no_such_sheet": "没有“{sheet}”这张表，或者它缺这几列；这样的表有：{sheets}",
    "no_sheets": "这种文件里没有几张表，不能选“{sheet}”",
    "nothing_known": "工种、专长、简介都是空的，看不出会什么",
    "cannot_write": "写不进去，请检查文件夹",
    "same_file": "输出不能与别的文件相同",
    # the command line
    "fault_in_file": "{file}：{what}",
    "fault_in_row": "{file} 第{row}行：{what}",
    "fault_in_cell": "{file} 第{row}行“{column}”：{what}",
    "nothing_written": "没有写出任何文件。",
    "headings_below": "{file}：表头在第{row}行，它上面的没有读",
    "hidden_sheet_read": "{file}：读的是“{sheet}”这张表，它是隐藏的",
    "one_sheet_read": "{file}：读的是“{sheet}”这张表；还有这样的表，没有读：{others}",
    "hidden_rows_read": "{file}：有{count}行是隐藏的，也读了",
    "totals_left_out": "{file}：第{rows}行是合计，没有算进来",
    "merged_filled_down": "{file}：有{count}处几行合并的单元格，每行都当作有这个值，如{examples}",
    "places_unknown": "{count}个地区认不出，没算距离：{examples}",
    "summary": lambda p: (
        f"{p['needs']}件需求：{p['served']}件有人去，{p['unserved']}件还没人；师傅和团队出动{p['helpers']}"
        + ("" if p["worst"] is None else f"；最不合适的一件{p['worst']:.2f}")
    ),
    "changes": "和上一次比：{kept}件没动，{changed}件换人，{new}件新安排，{lost}件落空",
    "comparing": "比对",
    "ranking": "排序",
    "written": "已写出{path}",
    # help
    "help_about": "为每件需求请合适的师傅：读两张表，写一份对接方案。\n"
    "文件按结尾认：.xlsx（读有表头的那张表）、.csv、.jsonl。",
    "help_needs": "需求表",
    "help_helpers": "师傅和服务队的表",
    "help_needs_sheet": "需求在哪张表（.xlsx；默认找有表头的那张）",
    "help_helpers_sheet": "师傅在哪张表",
    "help_out": "方案写到这里：谁帮谁、合适度、理由；没人去的写明原因和办法",
    "help_ranked": "每件需求的候选名单写到这里",
    "help_rank": "候选名单列几位（默认5）",
    "help_previous": "上一次的方案，尽量不改，并说明改了哪里",
    "help_per_need": "每件需求请几位（盖过表里的所需人数）",
    "help_capacity": "表里没写可接单数时，每位可接几单（默认3）",
    "help_candidates": "每件需求至少比对几位候选（默认50）",
    "help_lang": "用中文（zh）还是英文（en）说话",
    "help_province": "地区没写省、市又不止一处的（西湖区、鼓楼区），算这个省的",
    "help_quiet": "不显示进度和小结",
    "help_help": "显示这份说明",
    "help_columns": """列名（中英文都认，次序不限，多余的列不看）：
  需求  编号 id*、内容 text*、标题 title、行业 industry、地区 region、行政区划代码 adcode、
        经度 lon、纬度 lat、类别 category（1到7）、方式 mode（现场/在线/均可）、
        所需人数 helpers_wanted、紧急程度 urgency（0到9）、
        回避 excluded（师傅编号；姓名也可以，只要不重名）
  师傅  编号 id*、姓名 name*、类型 kind（artisan/team）、工种 trade、专长 specialities、
        荣誉 honours、简介 text、地区 region、行政区划代码 adcode、经度 lon、纬度 lat、
        可接单数 capacity（0是已排满）、每周可接 weekly、服务半径 radius_km、可在线 online_ok、
        行业 industry、服务类别 categories、解决过的问题 solved
  带*的必须有；师傅的工种、专长、简介至少有一样。专长等几项之间用、或；隔开。
  不认识的地区不算错：那一对不计距离，并在理由里说明。几个市都有的（朝阳区、鼓楼区）要写上市，
  或用--province。

写出的列：
  PLAN  need, helper, score, reasons, title, name；没人去的在第二张表（.xlsx），
        或在最后几行，helper为空（.csv、.jsonl）
  FILE  need, rank, helper, score, reasons, title, name
同样的输入总是得到同样的结果。输入有错时列出文件、行、列，不写任何文件，退出码为2。

例：hongmajia match 需求.xlsx 师傅.xlsx --out 方案.xlsx --rank 5 --ranked 候选.xlsx""",
    "bad_command": "命令有误：{message}\n看用法：hongmajia match --help",
    "rank_needs_file": "--rank要和--ranked一起用",
    "given_value": "给定的合适度{value}",
    "not_npz": "不是NumPy的.npz文件",
    "no_embedder": (
        "没有向量模型：不比意思，只比用词、行当和地点。需求和简介用词对不上的，容易漏掉。"
    ),
    "too_much_to_read": (
        "有{texts}段文字，读懂意思要很久，这次不比。要比，请加--vectors文件夹（只算一次）。"
    ),
    "all_fair": "全部{settled}件都已是公平的极限",
    "fairness": "从最不合适的起，{settled}件已是公平的极限；其余都不低于{level:.3f}",
    "panel_summary": lambda p: (
        f"{p['needs']}件：最低合计{p['worst']:.4f}（上界{p['bound']:.4f}），总计{p['total']:.3f}"
        + (f"；还缺{p['short']}个人次" if p["short"] else "")
    ),
    "help_affinity": "用这个.npz里的矩阵（affinity：需求×师傅）代替文字比对；两张表可以不给",
    "help_leximin": "最多再用几秒，让次不合适的也尽量好（矩阵默认8秒）",
    "help_vectors": "向量存在这个文件夹，下次不用再算",
    "help_no_meaning": "不比意思",
    "help_workers": "用几个进程（默认：数据多时每个处理器一个）",
    "tables_needed": "要给需求表和师傅表，或者用--affinity给矩阵",
    "matrix_alone": "--affinity不能与--ranked、--previous一起用",
    "embedding": "读懂意思",
}
