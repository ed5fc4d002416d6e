"""What each operation does, in Chinese; the English stands beside it as the operation's own docstring."""

from __future__ import annotations

ABOUT = {
    "search": "用检索式检索（如 TI=(锂电池 AND 隔膜) AND IC=H01M），或用 mode=smart 按词语相关度检索。"
    "set 是 #1、#2 所指的前几步检索式，"
    "within 在结果中再筛，wide 同时检索同义词。每个分面值带有收窄到它的检索式；"
    "next 用于同一问题翻页，按日期排序可翻到底。",
    "right": "一件权利在某日（默认今天）的全貌：著录、法律状态、期限、年费、事件，以及各业务能给调用方看的内容。"
    "申请号、公开号的常见写法都可以。",
    "similar_marks": "按音、形、义和商品找出最近似的注册商标，逐条说明理由。只是供人查看的线索，不是结论。",
    "list_matters": "列出今天有效的事项。",
    "get_matter": "一个事项：谁可以申请、要哪些材料、时限及其依据、申请表的每一个问题。",
    "get_matter_schema": "申请表答案的 JSON Schema（2020-12）；取决于其他答案的必填项见 x-required-when。",
    "list_applicants": "列出调用方在某事项上可以代表的单位，本单位在前，受委托的在后。",
    "list_drafts": "列出所代表单位的草稿，最近修改的在前，至多一百件。",
    "start_draft": "开始一项申请；可以同时给出答案，对不对都会保存。",
    "get_draft": "草稿里填了什么、哪里不对。",
    "save_draft": "用新答案替换原有答案；不对的地方会指出，不会拒绝保存。",
    "upload_file": "上传一个文件；在草稿或办理步骤使用它之前不属于任何东西，一直不用会被清除。",
    "attach_paper": "把上传的文件作为一种材料附到草稿。",
    "detach_paper": "从草稿取下一份材料。",
    "check_draft": "对答案齐备的草稿做事项规定的核对：通过、不通过或不明，各附来源。",
    "submit_draft": "提交草稿，成为有编号的办件；查询码只告知这一次。",
    "list_cases": "列出调用方能看到的办件，默认在办的，最先到期的在前。",
    "get_case": "当事人看到的办件：时限及其推算、办理经过、现在可以做什么。",
    "act": "以当事人身份办理一步，如答复补正。用 version 或 If-Match 说明依据哪个版本；其间已有人办理的会被拒绝"
    "（409，用 If-Match 时为 412）。",
    "withdraw": "撤回办件（事项允许时）。",
    "progress": "凭办件编号和查询码查进度；两者都不进入网址。",
    "list_letters": "列出办件中调用方可以阅读的文书。",
    "get_letter": "文书的状态、文号和验证码。",
    "download_letter": "下载加盖电子印章的 PDF；工作人员也可以下载草稿的样子。",
    "download_letter_docx": "下载 Word 文件。",
    "verify_by_code": "凭验证码核验文书；存档文件会重新核验。",
    "verify_by_file": "凭文件本身核验文书；文件看过即弃。",
    "list_work": "列出所管区划的办件，最先到期的在前，筛选条件与工作台页面相同。",
    "get_work": "工作人员看到的办件，包括现在不能办的步骤及其原因。",
    "upload_office_file": "上传办理步骤要用的文件。",
    "act_for_office": "以工作人员身份办理一步，受事项规定约束：角色、回避、须换人。",
    "list_rounds": "列出最近的填报轮次和调用方能看到的填报表。",
    "get_sheet": "填报表的各行和其中的问题；草稿只给填报人看。",
    "save_sheet": "用新的各行替换原有各行，对不对都保存；问题会指出。",
    "hand_in_sheet": "把填报表报送上级。",
    "list_figures": "列出已计算的指标：单位、口径、有数据的年份。",
    "get_figure": "一个指标某年各地各月的值，出自哪个数据版本；within 只看一个区划及其下级。",
    "open_rows": "展开一个数：它所计的每一行，或构成它的各项。不给调用方看的列为空并注明；带 figures:read 的令牌"
    "与本人在页面上看到的相同。",
    "reckon_period": "推算一段期限的最后一天（或往前倒推），逐步说明。",
    "reckon_annuities": "逐年列出专利年费（未减缴），各附当日有效的依据。",
    "check_number": "一个号码是什么、写得对不对、可能是什么的笔误；不替您选择。",
    "find_provisions": "查找某日（默认今天）有效、含有全部词语的规定，按键名排列。",
    "get_provision": "一项规定在各地的各个版本，以及全国在某日有效的版本。",
    "me": "这是谁的令牌、有哪些权限；任何有效令牌都可以问。",
}
"""By the name of the operation."""
