// Written by record.mjs from the program's permission table.
export const permissions = {
 "roles": [
  {
   "id": "county_admin",
   "title": {
    "zh": "县级管理员",
    "en": "County administrator"
   },
   "at": [
    "province",
    "city",
    "county"
   ]
  },
  {
   "id": "county_officer",
   "title": {
    "zh": "县级业务人员",
    "en": "County officer"
   },
   "at": [
    "county"
   ]
  },
  {
   "id": "township_reviewer",
   "title": {
    "zh": "乡镇（学区）审核员",
    "en": "Township reviewer"
   },
   "at": [
    "township"
   ]
  },
  {
   "id": "school_clerk",
   "title": {
    "zh": "学校填报员",
    "en": "School clerk"
   },
   "at": [
    "school"
   ]
  },
  {
   "id": "head_teacher",
   "title": {
    "zh": "校长",
    "en": "Head teacher"
   },
   "at": [
    "school"
   ]
  },
  {
   "id": "inspector",
   "title": {
    "zh": "督导人员",
    "en": "Inspector"
   },
   "at": [
    "province",
    "city",
    "county"
   ],
   "ends": true
  },
  {
   "id": "leader",
   "title": {
    "zh": "分管领导",
    "en": "Leader"
   },
   "at": [
    "province",
    "city",
    "county",
    "township"
   ]
  },
  {
   "id": "auditor",
   "title": {
    "zh": "审计人员",
    "en": "Auditor"
   },
   "at": [
    "province",
    "city",
    "county"
   ]
  }
 ],
 "verbs": [
  {
   "id": "read_orgs",
   "title": {
    "zh": "查看机构",
    "en": "See organisations"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "township_reviewer",
    "school_clerk",
    "head_teacher",
    "inspector",
    "leader",
    "auditor"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "change_org",
   "title": {
    "zh": "新设、更名、合并、撤销机构",
    "en": "Add, rename, merge, close organisations"
   },
   "roles": [
    "county_admin"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "read_accounts",
   "title": {
    "zh": "查看账号",
    "en": "See accounts"
   },
   "roles": [
    "county_admin",
    "auditor"
   ],
   "personal": true,
   "topics": false
  },
  {
   "id": "create_account",
   "title": {
    "zh": "新建账号、授权",
    "en": "Create accounts, grant roles"
   },
   "roles": [
    "county_admin"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "reset_password",
   "title": {
    "zh": "重置密码",
    "en": "Reset a password"
   },
   "roles": [
    "county_admin",
    "township_reviewer"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "disable_account",
   "title": {
    "zh": "停用账号",
    "en": "Disable an account"
   },
   "roles": [
    "county_admin"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "read_rounds",
   "title": {
    "zh": "查看填报批次",
    "en": "See rounds"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "township_reviewer",
    "school_clerk",
    "head_teacher",
    "inspector",
    "leader",
    "auditor"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "open_round",
   "title": {
    "zh": "开启、结束填报批次",
    "en": "Open and close rounds"
   },
   "roles": [
    "county_admin"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "read_progress",
   "title": {
    "zh": "查看填报进度",
    "en": "See who has filed"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "township_reviewer",
    "inspector",
    "leader"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "read_return",
   "title": {
    "zh": "查看报表",
    "en": "Read returns"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "township_reviewer",
    "school_clerk",
    "head_teacher",
    "inspector",
    "leader"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "fill_school_return",
   "title": {
    "zh": "填写学校报表",
    "en": "Fill in a school's return"
   },
   "roles": [
    "school_clerk"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "fill_county_return",
   "title": {
    "zh": "填写县级报表",
    "en": "Fill in the county's return"
   },
   "roles": [
    "county_admin",
    "county_officer"
   ],
   "topics": true,
   "personal": false
  },
  {
   "id": "import_returns",
   "title": {
    "zh": "用工作簿填报",
    "en": "Fill in returns from a workbook"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "township_reviewer",
    "school_clerk"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "submit_return",
   "title": {
    "zh": "提交报表",
    "en": "Submit a return"
   },
   "roles": [
    "school_clerk",
    "county_admin"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "check_return",
   "title": {
    "zh": "初审报表",
    "en": "Check a return"
   },
   "roles": [
    "township_reviewer",
    "county_admin"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "approve_return",
   "title": {
    "zh": "分组审核报表",
    "en": "Approve a return, group by group"
   },
   "roles": [
    "county_admin",
    "county_officer"
   ],
   "topics": true,
   "personal": false
  },
  {
   "id": "send_back_return",
   "title": {
    "zh": "退回报表",
    "en": "Send a return back"
   },
   "roles": [
    "township_reviewer",
    "county_admin",
    "county_officer"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "ask_unlock",
   "title": {
    "zh": "申请解锁报表",
    "en": "Ask for a return to be unlocked"
   },
   "roles": [
    "school_clerk",
    "head_teacher",
    "county_officer"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "unlock_return",
   "title": {
    "zh": "解锁报表",
    "en": "Unlock a return"
   },
   "roles": [
    "county_admin"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "read_evidence",
   "title": {
    "zh": "查看佐证材料",
    "en": "Read evidence"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "township_reviewer",
    "school_clerk",
    "head_teacher",
    "inspector",
    "leader"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "add_evidence",
   "title": {
    "zh": "上传、撤回佐证材料",
    "en": "Upload and withdraw evidence"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "school_clerk"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "read_county",
   "title": {
    "zh": "查看全县结果",
    "en": "See the county's results"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "inspector",
    "leader"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "read_school",
   "title": {
    "zh": "查看学校结果",
    "en": "See a school's results"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "township_reviewer",
    "school_clerk",
    "head_teacher",
    "inspector",
    "leader"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "try_out",
   "title": {
    "zh": "试算",
    "en": "Try changes out"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "leader"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "comment",
   "title": {
    "zh": "写意见",
    "en": "Comment"
   },
   "roles": [
    "county_admin",
    "county_officer",
    "township_reviewer",
    "inspector"
   ],
   "topics": false,
   "personal": false
  },
  {
   "id": "read_audit",
   "title": {
    "zh": "查看操作日志",
    "en": "Read the audit log"
   },
   "roles": [
    "county_admin",
    "auditor"
   ],
   "personal": true,
   "topics": false
  },
  {
   "id": "export_permissions",
   "title": {
    "zh": "导出权限表",
    "en": "Export the permission table"
   },
   "roles": [
    "county_admin",
    "auditor"
   ],
   "topics": false,
   "personal": false
  }
 ]
}
