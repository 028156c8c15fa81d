"""Simplified Chinese with the mainland's words, derived from Traditional as Taiwan writes it, and names the other way.

OpenCC ("tw2sp") does the characters and most words. What it leaves as Taiwan says it, or mistakes, stands here; the
course's glossary gives the mainland's word of every term, and a test holds the two together.
"""

from __future__ import annotations

import io
import re
import tokenize
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

TERMS = {
    "保存格": "单元格",
    "该列": "该行",
    "整列": "整行",
    "列号": "行号",
    "第几列": "第几行",
    "标题列": "标题行",
    "出来的列": "出来的行",
    "没有列": "没有行",
    "多栏": "多列",
    "帐": "账",
    "指针": "指标",
    "行销": "营销",
    "通路": "渠道",
    "管道": "渠道",
    "门市": "门店",
    "下订": "下单",
    "折价券": "优惠券",
    "荷包占有率": "钱包份额",
    "所得级距": "收入区间",
    "级距": "区间",
    "品质": "质量",
    "水准": "水平",
    "纪录": "记录",
    "身分": "身份",
    "客诉": "投诉",
    "贩售": "销售",
    "店家": "商家",
    "获利": "盈利",
    "贴文": "帖子",
    "按赞": "点赞",
    "触及": "触达",
    "拷贝": "复制",
    "网域": "域名",
    "情境": "场景",
    "真假值": "真或假",
    "宅配": "快递",
    "营运": "运营",
    "粉丝专页": "主页",
    "公元年": "公历年份",
    "每列": "每行",
    "几列": "几行",
    "列数": "行数",
    "各列": "各行",
    "一列": "一行",
    "一栏": "一列",
    "套件": "包",
    "回馈": "反馈",
    "缴交": "提交",
    "滑杆": "滑块",
    "设限": "删失",
    "交互": "互动",
    "续购": "复购",
    "世代": "同期群",
    "热图": "热力图",
    "分级": "分层",
    "集群": "簇",
    "偏误": "偏差",
    "长条图": "柱状图",
    "遗漏值": "缺失值",
    "平均数": "均值",
    "接触点": "触点",
    "市占率": "市场份额",
    "散布图": "散点图",
    "批评者": "贬损者",
    "转换率": "转化率",
    "点阅率": "点击率",
    "样本数": "样本量",
    "检定力": "检验功效",
    "同名次": "并列名次",
    "正确率": "准确率",
    "黏着度": "粘性",
    "回应率": "响应率",
    "错误消息": "报错信息",
    "个人数据": "个人信息",
    "吉尼系数": "基尼系数",
    "顾客旅程": "客户旅程",
    "认知品质": "感知质量",
    "市场空位": "市场空白点",
    "设计思考": "设计思维",
    "信赖区间": "置信区间",
    "客户轮廓": "客户画像",
    "转换时间": "转化时间",
    "提升效果": "增量效果",
    "存活曲线": "生存曲线",
    "接触疲乏": "触达疲劳",
    "顾客流量": "客户流量",
    "顾客留存": "客户留存",
    "流失门槛": "流失阈值",
    "成长空间": "增长空间",
    "加值服务": "增值服务",
    "地域细分": "地理细分",
    "集群分析": "聚类分析",
    "社会价值": "社交价值",
    "顾客寿命": "客户生命期",
    "顾客利润": "客户利润",
    "损益两平": "盈亏平衡",
    "预算配置": "预算分配",
    "报酬递减": "收益递减",
    "边际报酬": "边际收益",
    "柏拉图曲线": "帕累托曲线",
    "观众续看率": "观众留存率",
    "自述重要度": "自述重要性",
    "推导重要度": "推导重要性",
    "矩形树状图": "矩形树图",
    "投资报酬率": "投资回报率",
    "意见回复到底": "闭环反馈",
    "顾客生命周期": "客户生命周期",
    "观看时间占比": "观看时长占比",
    "每笔名单成本": "单条线索成本",
    "每次点击成本": "单次点击成本",
    "首次接触归因": "首次触点归因",
    "末次接触归因": "末次触点归因",
    "平均分配归因": "线性归因",
    "满意关键要件": "满意度关键驱动因素",
    "顾客终身价值": "客户终身价值",
    "广告投资报酬率": "广告支出回报率",
    "仍是顾客的概率": "仍为客户的概率",
    "顾客投资报酬率": "客户投资回报率",
    "重要度-表现矩阵": "重要性-表现矩阵",
    "顾客动态（NES）": "客户动态（NES）",
    "可取得市场（SOM）": "可获得市场（SOM）",
    "老客户数的期初与期末": "老客户数期初与期末",
    "前 20% 顾客的营收占比": "前 20% 客户的收入占比",
}
"""The mainland's words for what OpenCC makes of Taiwan's. Of two that fit, the longer one is taken."""

CONTEXT = (
    (re.compile(r"(?<=\d )列"), "行"),
    (re.compile(r"^列$"), "行"),
    (re.compile(r"新客(?!户)"), "新客户"),
)
"""Words whose neighbours decide."""

_LISTS = (
    "顾客",
    "客户",
    "电话",
    "老板",
    "老板的",
    "店长",
    "店长的",
    "会计",
    "金额",
    "份",
    "张",
    "发",
    "模型的",
    "季的",
    "简单的",
)
_LEAD = re.compile("".join(f"(?<!{word})" for word in _LISTS) + "名单(?![上里放变够倒]|的比例|的人数)")
"""Taiwan says the same word for somebody to be won and for a list of people; the mainland does not."""

_WORDS = re.compile("|".join(map(re.escape, sorted(TERMS, key=len, reverse=True))))

_KEPT = re.compile(r"(^```.*?^```|`[^`\n]+`|\]\([^)\n]*\)|<[^>\n]+>)", re.MULTILINE | re.DOTALL)
"""What of a Markdown text is no prose: code, where a link leads, tags."""


@cache
def simplified(text: str) -> str:
    """Plain text as the mainland writes it, words included."""
    found = _converter("tw2sp").convert(text)
    for pattern, word in CONTEXT:
        found = pattern.sub(word, found)
    return _LEAD.sub("线索", _WORDS.sub(lambda match: TERMS[match[0]], found))


def simplified_markdown(text: str) -> str:
    """Markdown as the mainland writes it; code, the targets of links and HTML tags stay as they are."""
    pieces = _KEPT.split(text)
    return "".join(piece if place % 2 else simplified(piece) for place, piece in enumerate(pieces))


def simplified_code(code: str) -> str:
    """Python with its comments as the mainland writes them; strings and names stay, so that it still does the same."""
    lines = code.splitlines(keepends=True)
    try:
        comments = [one for one in tokenize.generate_tokens(io.StringIO(code).readline) if one.type == tokenize.COMMENT]
    except (tokenize.TokenError, SyntaxError):  # a line for the shell, or a cell that is to be mended
        return code
    for comment in comments:
        row, column = comment.start
        line = lines[row - 1]
        lines[row - 1] = line[:column] + simplified(comment.string) + line[column + len(comment.string) :]
    return "".join(lines)


@cache
def traditional(name: str) -> str:
    """A mainland given name in Traditional characters, one for one; no words are exchanged."""
    return _converter("s2tw").convert(name)


@cache
def _converter(direction: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(direction)
